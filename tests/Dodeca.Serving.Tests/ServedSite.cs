using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Dodeca.Configuration;
using Dodeca.Serving;
using Picante;

namespace Dodeca.Serving.Tests;

/// <summary>A small site that is served, with all its cells.</summary>
internal sealed class ServedSite : IAsyncDisposable
{
    /// <summary>Generous: only a test that fails waits so long.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private ServedSite(TestSite site) => Site = site;

    internal TestSite Site { get; }

    internal SiteServer Server { get; private set; } = null!;

    internal ConcurrentQueue<ServeEvent> Events { get; } = [];

    internal ConcurrentQueue<QueryExecution> Executed { get; } = [];

    internal HttpClient Http { get; private set; } = null!;

    internal int Port => new Uri(Server.Address).Port;

    /// <summary>Serves a site.</summary>
    /// <param name="prepare">Adds to it before it is served.</param>
    /// <param name="options">How; the port is any.</param>
    internal static async Task<ServedSite> StartAsync(Action<TestSite>? prepare = null, ServeOptions? options = null)
    {
        var served = new ServedSite(new TestSite(null));
        served.Site.Page("one.md", "One", "First text.\n\n```rust\nfn main() {}\n```");
        served.Site.Page("two.md", "Two", "Second text. [One](one.md)");
        prepare?.Invoke(served.Site);
        served.Server = await SiteServer.StartAsync(
            ConfigurationReader.Find(served.Site.Folder),
            (options ?? new ServeOptions { Port = 0 }) with { Happened = served.Events.Enqueue, Executed = served.Executed.Enqueue });
        served.Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new Uri(served.Server.Address), Timeout = Patience };
        return served;
    }

    internal Task<string> GetAsync(string path) => Http.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>Waits until a page says something.</summary>
    internal async Task<string> UntilAsync(string path, Func<string, bool> isThere)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using HttpResponseMessage response = await Http.GetAsync(new Uri(path, UriKind.Relative), patience.Token);
            string text = await response.Content.ReadAsStringAsync(patience.Token);
            if (isThere(text))
                return text;
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>The processes of a cell.</summary>
    internal async Task<int[]> ProcessesAsync(string cell) =>
        [.. (await Server.Cells.ListAsync()).Where(status => status.Name == cell).SelectMany(static status => status.Instances).Select(static instance => instance.ProcessId)];

    /// <summary>Sends bytes as they are, and returns all that comes back.</summary>
    internal async Task<string> RawAsync(string request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Port);
        await socket.SendAsync(Encoding.Latin1.GetBytes(request));
        socket.Shutdown(SocketShutdown.Send);
        using var answer = new MemoryStream();
        using var patience = new CancellationTokenSource(Patience);
        byte[] buffer = new byte[16 << 10];
        while (await socket.ReceiveAsync(buffer, patience.Token) is > 0 and int count)
            answer.Write(buffer, 0, count);
        return Encoding.Latin1.GetString(answer.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        Site.Dispose();
    }
}
