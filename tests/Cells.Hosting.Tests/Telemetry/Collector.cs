using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cells.Hosting.Tests.Telemetry;

/// <summary>An endpoint for OTLP over HTTP that keeps what it is sent.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Lock _gate = new();
    private readonly List<Span> _spans = [];
    private readonly StringBuilder _metrics = new();

    private Collector(WebApplication application) => _application = application;

    /// <summary>Where to export to.</summary>
    internal string Address => _application.Urls.Single();

    internal IReadOnlyList<Span> Spans
    {
        get
        {
            lock (_gate)
                return [.. _spans];
        }
    }

    /// <summary>The exported metrics as text, in which names can be found.</summary>
    internal string Metrics
    {
        get
        {
            lock (_gate)
                return _metrics.ToString();
        }
    }

    internal static async Task<Collector> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        var collector = new Collector(application);
        application.MapPost("/v1/traces", (RequestDelegate)collector.TakeTracesAsync);
        application.MapPost("/v1/metrics", (RequestDelegate)collector.TakeMetricsAsync);
        await application.StartAsync();
        return collector;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private async Task TakeTracesAsync(HttpContext context)
    {
        List<Span> spans = Span.Read(await ReadAsync(context));
        lock (_gate)
            _spans.AddRange(spans);
    }

    private async Task TakeMetricsAsync(HttpContext context)
    {
        string text = Encoding.UTF8.GetString(await ReadAsync(context));
        lock (_gate)
            _metrics.Append(text);
    }
}
