using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Cells.Rpc;
using Microsoft.AspNetCore.Http;

namespace Cells.AspNetCore.Tests;

public sealed class TunnelTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_request_through_a_tunnel_is_answered_and_knows_where_it_comes_from()
    {
        await using WebServer server = await WebServer.StartAsync(static context => context.Response.WriteAsync($"{context.Request.Path} from {context.Connection.RemoteIpAddress}"));
        await using CellSession session = await server.OpenAsync();
        var connection = new Connection(session, "192.0.2.7:4711");
        Assert.EndsWith("/one from 192.0.2.7", await connection.GetAsync("/one"), StringComparison.Ordinal);
        Assert.EndsWith("/two from 192.0.2.7", await connection.GetAsync("/two"), StringComparison.Ordinal);
        await connection.EndAsync();
    }

    [Fact]
    public async Task What_a_handler_gives_a_connection_is_found_by_its_requests()
    {
        await using WebServer server = await WebServer.StartAsync(static context => context.Response.WriteAsync(context.Features.Get<WebServer.Caller>()?.Cell ?? "nobody"));
        await using CellSession session = await server.OpenAsync();
        var connection = new Connection(session);
        Assert.EndsWith("the front", await connection.GetAsync("/"), StringComparison.Ordinal);
        await connection.EndAsync();
    }

    [Fact]
    public async Task A_server_listens_at_tunnels_and_elsewhere_at_once()
    {
        await using WebServer server = await WebServer.StartAsync(static context => context.Response.WriteAsync("the same"), alsoOverTcp: true);
        await using CellSession session = await server.OpenAsync();
        var connection = new Connection(session);
        Assert.EndsWith("the same", await connection.GetAsync("/"), StringComparison.Ordinal);
        await connection.EndAsync();
        using var http = new HttpClient { Timeout = Limit };
        Assert.Equal("the same", await http.GetStringAsync(new Uri(server.Address)));
    }

    [Fact]
    public async Task A_connection_that_rests_is_closed_when_its_cell_drains()
    {
        await using WebServer server = await WebServer.StartAsync(static context => context.Response.WriteAsync("answer"));
        await using CellSession session = await server.OpenAsync();
        var connection = new Connection(session);
        await connection.GetAsync("/");
        using var patience = new CancellationTokenSource(Limit);
        Assert.Equal(0, await server.Server.DrainAsync(patience.Token));
        Assert.Equal("", await connection.RestAsync());
        await connection.Served.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_request_at_work_is_answered_before_its_connection_is_closed()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebServer server = await WebServer.StartAsync(async context =>
        {
            asked.SetResult();
            await context.Response.WriteAsync(await answer.Task);
        });
        await using CellSession session = await server.OpenAsync();
        var connection = new Connection(session);
        Task<string> got = connection.GetAsync("/");
        await asked.Task.WaitAsync(Limit);
        using var patience = new CancellationTokenSource(Limit);
        Task<int> draining = server.Server.DrainAsync(patience.Token).AsTask();
        answer.SetResult("late");
        Assert.EndsWith("late", await got, StringComparison.Ordinal);
        Assert.Equal(0, await draining);
    }

    [Fact]
    public async Task A_tunnel_whose_caller_is_gone_is_cut_off()
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebServer server = await WebServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            asked.SetResult();
            await aborted.Task;
        });
        CellSession session = await server.OpenAsync();
        var connection = new Connection(session);
        _ = connection.GetAsync("/");
        await asked.Task.WaitAsync(Limit);
        await session.DisposeAsync();
        await aborted.Task.WaitAsync(Limit);
    }

    /// <summary>A browser's side of a tunnel.</summary>
    private sealed class Connection : IDuplexPipe
    {
        private readonly Pipe _requests = new();
        private readonly Pipe _answers = new();

        internal Connection(CellSession session, string remote = "") => Served = session.CreateClient<WebServerClient>().ServeAsync(remote, this).AsTask();

        internal Task Served { get; }

        /// <inheritdoc/>
        public PipeReader Input => _requests.Reader;

        /// <inheritdoc/>
        public PipeWriter Output => _answers.Writer;

        /// <summary>Sends a request; returns the answer, which comes in pieces.</summary>
        internal async Task<string> GetAsync(string path)
        {
            await _requests.Writer.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: tunnel\r\n\r\n"));
            while (true)
            {
                ReadResult read = await _answers.Reader.ReadAsync().AsTask().WaitAsync(Limit);
                string text = Encoding.ASCII.GetString(read.Buffer);
                if (text.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal))
                {
                    _answers.Reader.AdvanceTo(read.Buffer.End);
                    return text[..^"\r\n0\r\n\r\n".Length];
                }

                Assert.False(read.IsCompleted, text);
                _answers.Reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }

        /// <summary>What comes until the end.</summary>
        internal async Task<string> RestAsync()
        {
            while (true)
            {
                ReadResult read = await _answers.Reader.ReadAsync().AsTask().WaitAsync(Limit);
                if (read.IsCompleted)
                    return Encoding.ASCII.GetString(read.Buffer);
                _answers.Reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }

        /// <summary>Closes it, and waits until the other side has.</summary>
        internal async Task EndAsync()
        {
            await _requests.Writer.CompleteAsync();
            Assert.Equal("", await RestAsync());
            await Served.WaitAsync(Limit);
        }
    }
}
