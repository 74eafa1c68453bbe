using System.Diagnostics;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json;
using Cells.Cli.Tests.Harness;

namespace Cells.Cli.Tests.Examples;

/// <summary>Connections through tunnels to a Kestrel that listens nowhere: both cells of <c>examples/web-tunnel</c>.</summary>
[Collection(CommandTests.Name)]
public sealed class WebTunnelTests : IAsyncLifetime
{
    private const long Gigabyte = 1_000_000_000;

    private readonly Playground _playground;
    private readonly HttpClient _http = new() { Timeout = Playground.Limit };

    public WebTunnelTests(Repository repository)
    {
        _playground = new Playground(repository);
        _playground.Variables["WEB_FRONT_PORT"] = "0";
    }

    private Uri Site { get; set; } = null!;

    public async Task InitializeAsync()
    {
        await _playground.SucceedAsync("run", Example);
        Site = new Uri($"http://{(await StatusAsync()).GetProperty("address").GetString()}/");
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _playground.DisposeAsync();
    }

    private static string Example => Path.Combine(Repository.Root, "examples", "web-tunnel");

    [RequiresCurlFact]
    public async Task The_web_server_answers_curl_and_knows_who_asks()
    {
        var start = new ProcessStartInfo("curl", ["-sS", "--max-time", "100", Site.ToString(), Site.ToString()]) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process curl = Process.Start(start)!;
        string output = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();
        string line = $"Hello 127.0.0.1, from process {await _playground.ProcessOfAsync("web_server")}, which listens nowhere.\n";
        Assert.Equal(line + line, output);
    }

    [Fact]
    public async Task A_gigabyte_comes_down_and_goes_up()
    {
        using Stream download = await _http.GetStreamAsync(new Uri(Site, $"download/{Gigabyte}"));
        byte[] piece = new byte[1 << 16];
        long total = 0;
        for (int count; (count = await download.ReadAsync(piece)) > 0; total += count)
            Assert.Equal(-1, piece.AsSpan(0, count).IndexOfAnyExcept((byte)0));
        Assert.Equal(Gigabyte, total);

        using var content = new ZeroContent(Gigabyte);
        HttpResponseMessage uploaded = await _http.PostAsync(new Uri(Site, "upload"), content);
        Assert.Equal($"{Gigabyte} bytes\n", await uploaded.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Web_sockets_pass()
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{Site.Authority}/echo"), default);
        foreach (int length in new[] { 1, 1000, 60_000 })
        {
            byte[] sent = RandomNumberGenerator.GetBytes(length);
            await socket.SendAsync(sent, WebSocketMessageType.Binary, endOfMessage: true, default);
            byte[] received = new byte[length];
            for (int filled = 0; filled < length;)
                filled += (await socket.ReceiveAsync(received.AsMemory(filled), default)).Count;
            Assert.Equal(sent, received);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
    }

    [Fact]
    public async Task The_last_that_the_web_server_says_arrives_before_the_connection_ends()
    {
        for (int i = 0; i < 200; i++)
        {
            using var socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri($"ws://{Site.Authority}/echo"), default);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
            Assert.Equal(WebSocketState.Closed, socket.State);
        }
    }

    [Fact]
    public async Task A_hundred_connections_at_once_are_each_answered_and_none_is_left_open()
    {
        string[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using var http = new HttpClient { Timeout = Playground.Limit };
            HttpResponseMessage response = await http.PostAsync(new Uri(Site, "upload"), new StringContent(new string('x', i)));
            return await response.Content.ReadAsStringAsync();
        }));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i} bytes\n"), answers);
        await Playground.EventuallyAsync(async () => (await StatusAsync()).GetProperty("open").GetInt32() == 0, () => "connections are left");
        Assert.Equal(100, (await StatusAsync()).GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task A_connection_that_rests_does_not_hold_up_the_end_of_the_web_server_and_the_next_one_answers()
    {
        string before = await _http.GetStringAsync(Site);
        Assert.Equal(1, (await StatusAsync()).GetProperty("open").GetInt32());
        await _playground.SucceedAsync("stop", "web_server", "--drain-timeout", "100");
        Assert.Contains("exit code 0", await _playground.SucceedAsync("logs", "web_server"), StringComparison.Ordinal);

        await _playground.SucceedAsync("run", Example);
        string after = await _http.GetStringAsync(Site);
        Assert.StartsWith("Hello", after, StringComparison.Ordinal);
        Assert.NotEqual(before, after);
    }

    private async Task<JsonElement> StatusAsync() => JsonDocument.Parse(await _playground.SucceedAsync("use", "web_front", "Status")).RootElement;

    /// <summary>So many zeros.</summary>
    private sealed class ZeroContent(long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            byte[] piece = new byte[1 << 16];
            for (long left = length; left > 0; left -= piece.Length)
                await stream.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)));
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
