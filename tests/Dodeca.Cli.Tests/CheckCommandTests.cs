using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Dodeca.Cli.Tests;

/// <summary><c>ddc check</c>, against a server of our own.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private readonly Ddc _ddc = new();
    private readonly HttpListener _server = new();
    private readonly ConcurrentQueue<string> _asked = [];
    private readonly string _address;
    private int _open;
    private int _mostOpen;

    public CheckCommandTests()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        _server.Prefixes.Add(_address);
        _server.Start();
        _ = ServeAsync();
    }

    public void Dispose()
    {
        _server.Stop();
        _ddc.Dispose();
    }

    [Fact]
    public async Task Links_to_other_sites_are_asked_for_one_at_a_time_and_dead_ones_are_reported_with_their_line()
    {
        await _ddc.RunAsync("init", "site");
        _ddc.Write("site/dodeca.toml", "title = \"x\"\n[link_check]\nskip_domains = [\"localhost\"]\ndelay_ms = 1\n");
        _ddc.Write("site/content/notes/first.md", $"+++\ntitle = \"F\"\n+++\n[a]({_address}ok)\n[b]({_address}gone)\n[c]({_address}busy)\n[d](http://localhost:1/never)\n[e]({_address}no-head)\n");
        (int code, string output, string error) = await _ddc.RunAsync("check", "site");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("dead link: it answers 404 Not Found\n --> content/notes/first.md:5:5\n", error, StringComparison.Ordinal);
        Assert.EndsWith("ddc: 1 problem on 3 pages (4 links to other sites asked, 1 skipped)\n", error, StringComparison.Ordinal);
        Assert.Equal(1, _mostOpen);
        Assert.Equal(2, _asked.Count(static asked => asked == "HEAD /busy"));
        Assert.Contains("GET /no-head", _asked);
        Assert.False(Directory.Exists(Path.Combine(_ddc.Folder, "site/public")));
    }

    [Fact]
    public async Task Links_inside_of_the_site_alone_ask_nobody()
    {
        await _ddc.RunAsync("init", "site");
        _ddc.Write("site/content/notes/first.md", $"+++\ntitle = \"F\"\n+++\n[b]({_address}gone)\n");
        (int code, string output, _) = await _ddc.RunAsync("check", "site", "--internal");
        Assert.Equal((0, "3 pages: no dead link (0 to other sites asked, 0 skipped)\n"), (code, output));
        Assert.Empty(_asked);
    }

    private async Task ServeAsync()
    {
        while (_server.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _server.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _mostOpen = Math.Max(_mostOpen, Interlocked.Increment(ref _open));
            string asked = $"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath}";
            bool isFirst = !_asked.Contains(asked);
            _asked.Enqueue(asked);
            context.Response.StatusCode = asked switch
            {
                "HEAD /ok" or "GET /no-head" => 200,
                "HEAD /busy" => isFirst ? 429 : 200,
                "HEAD /no-head" => 405,
                _ => 404,
            };
            if (context.Response.StatusCode == 429)
                context.Response.AddHeader("Retry-After", "0");
            Interlocked.Decrement(ref _open);
            context.Response.Close();
        }
    }
}
