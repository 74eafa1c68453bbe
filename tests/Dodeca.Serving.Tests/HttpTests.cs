using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Dodeca.Serving.Tests;

/// <summary>What is served, through the tunnel to the HTTP cell.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private const string Secret = "nobody may see this";

    private ServedSite _site = null!;
    private string _outside = "";
    private byte[] _film = [];

    public async Task InitializeAsync()
    {
        _outside = Path.Combine(Directory.CreateTempSubdirectory("dodeca-outside-").FullName, "secret.txt");
        await File.WriteAllTextAsync(_outside, Secret);
        _film = new byte[3_000_001];
        new Random(7).NextBytes(_film);
        _site = await ServedSite.StartAsync(site =>
        {
            site.Page("old.md", "New", "Moved here.", "aliases = [\"/former/\"]\n");
            site.Write("static/robots.txt", "User-agent: *\n");
            site.Write("static/app.js", "const answer = 42; console.log(answer);");
            File.WriteAllBytes(Path.Combine(site.Folder, "static/film.mp4"), _film);
            File.CreateSymbolicLink(Path.Combine(site.Folder, "static/leak.txt"), _outside);
            Directory.CreateSymbolicLink(Path.Combine(site.Folder, "static/leaks"), Path.GetDirectoryName(_outside)!);
        });
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_outside)!, recursive: true);
    }

    [Fact]
    public async Task A_page_is_found_at_its_address_and_from_its_other_names_it_is_led_to()
    {
        Assert.Contains("First text.", await _site.GetAsync("/one/"), StringComparison.Ordinal);
        Assert.Equal("/one/", await LocationAsync("/one/index.html"));
        Assert.Equal("/one/", await LocationAsync("/one"));
        Assert.Equal("/one/?a=b", await LocationAsync("/one?a=b"));
        Assert.Equal("/old/", await LocationAsync("/former/"));
        using HttpResponseMessage missing = await _site.Http.GetAsync(new Uri("/onne/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains("href=\"/one/\"", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_its_hash_in_its_address_is_kept_for_ever_and_what_has_not_is_asked_for_again()
    {
        string page = await _site.GetAsync("/one/");
        string style = Between(page, "href=\"", "\"", "/style.");
        using HttpResponseMessage named = await _site.Http.GetAsync(new Uri(style, UriKind.Relative));
        Assert.Equal("public, max-age=31536000, immutable", named.Headers.CacheControl!.ToString());
        Assert.Equal("text/css", named.Content.Headers.ContentType!.MediaType);
        foreach (string path in (string[])["/one/", "/robots.txt", "/style.css", "/style.0123456789ab.css"])
        {
            using HttpResponseMessage first = await _site.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(first.IsSuccessStatusCode, path);
            Assert.True(first.Headers.CacheControl!.NoCache, path);
            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using HttpResponseMessage second = await _site.Http.SendAsync(again);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        }
    }

    [Fact]
    public async Task A_large_file_comes_whole_and_in_ranges()
    {
        byte[] whole = await _site.Http.GetByteArrayAsync(new Uri("/film.mp4", UriKind.Relative));
        Assert.True(whole.AsSpan().SequenceEqual(_film));
        foreach ((long? from, long? to) in ((long?, long?)[])[(0, 0), (1_000_000, 1_600_000), (2_999_990, null), (null, 11)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/film.mp4") { Headers = { Range = new RangeHeaderValue(from, to) } };
            using HttpResponseMessage response = await _site.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
            Assert.Equal("video/mp4", response.Content.Headers.ContentType!.MediaType);
            byte[] part = await response.Content.ReadAsByteArrayAsync();
            Assert.True(part.AsSpan().SequenceEqual(from is { } start ? _film[(int)start..(int)((to ?? (_film.Length - 1)) + 1)] : _film[^(int)to!.Value..]));
        }

        using var beyond = new HttpRequestMessage(HttpMethod.Get, "/film.mp4") { Headers = { Range = new RangeHeaderValue(_film.Length, null) } };
        using HttpResponseMessage refused = await _site.Http.SendAsync(beyond);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, refused.StatusCode);
    }

    [Fact]
    public async Task Text_is_compressed_for_those_who_can_read_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/one/");
        request.Headers.AcceptEncoding.ParseAdd("br");
        using HttpResponseMessage response = await _site.Http.SendAsync(request);
        Assert.Equal("br", Assert.Single(response.Content.Headers.ContentEncoding));
        using var reader = new StreamReader(new BrotliStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        Assert.Contains("First text.", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_head_alone_is_the_same_without_a_body_and_nothing_else_than_reading_is_allowed()
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, "/one/");
        using HttpResponseMessage response = await _site.Http.SendAsync(head);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Content.Headers.ContentLength > 100);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        using HttpResponseMessage refused = await _site.Http.PostAsync(new Uri("/one/", UriKind.Relative), new StringContent("x"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
        Assert.Contains("GET", refused.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/../../../../etc/passwd")]
    [InlineData("/%2e%2e/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/..%5c..%5cetc%5cpasswd")]
    [InlineData("//etc/passwd")]
    [InlineData("/%00/etc/passwd")]
    [InlineData("/leak.txt")]
    [InlineData("/leaks/secret.txt")]
    [InlineData("/dodeca.toml")]
    [InlineData("/../dodeca.toml")]
    [InlineData("/templates/base.html")]
    public async Task Nothing_outside_of_the_site_is_served(string path)
    {
        string answer = await _site.RawAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", answer);
        Assert.DoesNotContain(Secret, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("127.0.0.1.evil.example:80", 421)]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:1234", 200)]
    [InlineData("127.0.0.1:80", 200)]
    [InlineData("[::1]:80", 200)]
    public async Task Only_who_names_this_machine_is_answered(string host, int status) =>
        Assert.StartsWith($"HTTP/1.1 {status} ", await _site.RawAsync($"GET /one/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task Pages_of_other_sites_cannot_listen_in()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "http://evil.example");
        WebSocketException error = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_site.Port}/_dodeca/live?route=/&generation=x"), CancellationToken.None));
        Assert.Contains("403", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 505)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400)]
    public async Task What_is_no_request_is_refused(string request, int status) =>
        Assert.StartsWith($"HTTP/1.1 {status} ", await _site.RawAsync(request), StringComparison.Ordinal);

    [Fact]
    public async Task A_huge_header_and_a_huge_address_are_refused()
    {
        Assert.StartsWith("HTTP/1.1 431 ", await _site.RawAsync($"GET / HTTP/1.1\r\nHost: localhost\r\nX: {new string('x', 40 << 10)}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414 ", await _site.RawAsync($"GET /{new string('x', 6000)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_who_sends_slowly_and_one_who_never_reads_keep_nobody_waiting()
    {
        using Socket slow = await ConnectAsync();
        await slow.SendAsync("GET / HT"u8.ToArray());
        using Socket deaf = await ConnectAsync();
        for (int i = 0; i < 20; i++)
            await deaf.SendAsync("GET /film.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        for (int i = 0; i < 20; i++)
            Assert.Contains("First text.", await _site.GetAsync("/one/"), StringComparison.Ordinal);
        await slow.SendAsync("TP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 200", await ReadSomeAsync(slow), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_idle_connections_leave_room_for_one_more()
    {
        List<Socket> idle = [];
        try
        {
            for (int i = 0; i < 1000; i++)
                idle.Add(await ConnectAsync());
            Assert.Contains("First text.", await _site.GetAsync("/one/"), StringComparison.Ordinal);
            await idle[^1].SendAsync("GET /one/ HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
            Assert.StartsWith("HTTP/1.1 200", await ReadSomeAsync(idle[^1]), StringComparison.Ordinal);
        }
        finally
        {
            idle.ForEach(static socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task A_page_that_is_told_of_changes_and_never_listens_keeps_nobody_waiting()
    {
        using Socket deaf = await ConnectAsync();
        deaf.ReceiveBufferSize = 4096;
        await deaf.SendAsync("GET /_dodeca/live?route=/one/&generation=x HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 101", await ReadSomeAsync(deaf), StringComparison.Ordinal);
        for (int i = 0; i < 10; i++)
        {
            string mark = $"Round {i}.";
            _site.Site.Page("one.md", "One", mark + string.Concat(Enumerable.Range(0, 20_000).Select(number => $"\n\nParagraph {number + i}.")));
            await _site.UntilAsync("/one/", page => page.Contains(mark, StringComparison.Ordinal));
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _site.Port);
        return socket;
    }

    private static async Task<string> ReadSomeAsync(Socket socket)
    {
        byte[] buffer = new byte[1024];
        using var patience = new CancellationTokenSource(ServedSite.Patience);
        return Encoding.Latin1.GetString(buffer, 0, await socket.ReceiveAsync(buffer, patience.Token));
    }

    private async Task<string> LocationAsync(string path)
    {
        using HttpResponseMessage response = await _site.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    private static string Between(string text, string before, string after, string containing)
    {
        for (int at = text.IndexOf(before, StringComparison.Ordinal); at >= 0; at = text.IndexOf(before, at + 1, StringComparison.Ordinal))
        {
            string found = text[(at + before.Length)..text.IndexOf(after, at + before.Length, StringComparison.Ordinal)];
            if (found.Contains(containing, StringComparison.Ordinal))
                return found;
        }

        throw new InvalidOperationException($"there is no {containing} in {text}");
    }
}
