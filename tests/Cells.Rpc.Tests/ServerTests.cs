using System.Net.Sockets;
using Cells.Platform.Sockets;
using Cells.Tests;

namespace Cells.Rpc.Tests;

public sealed class ServerTests
{
    [Fact]
    public async Task A_path_longer_than_a_socket_address_works()
    {
        await using var desk = new ServedDesk(subdirectory: string.Join('/', Enumerable.Repeat(new string('d', 100), 5)));
        Assert.True(desk.SocketPath.Length > 500);
        await using DeskClient client = await desk.ConnectAsync();
        Assert.Equal(3, await client.AddAsync(1, 2));
    }

    [Fact]
    public async Task A_client_finds_its_cell_again_after_a_restart()
    {
        using var directory = new TemporaryDirectory();
        string path = Path.Combine(directory.Path, "cell.sock");
        CellServer first = Serve(path);
        await using DeskClient client = await Cell.ConnectAsync<DeskClient>("desk", new ConnectOptions { SocketPath = path });
        Assert.Equal(3, await client.AddAsync(1, 2));
        Task<int> drained = first.DrainAsync().AsTask();
        File.Delete(path);
        await using CellServer second = Serve(path);
        Assert.Equal(0, await drained.WaitAsync(ServedDesk.Patience));
        Assert.Equal(7, await client.AddAsync(3, 4));
        await first.DisposeAsync();
    }

    [Fact]
    public async Task A_restart_under_load_fails_no_call()
    {
        using var directory = new TemporaryDirectory();
        string path = Path.Combine(directory.Path, "cell.sock");
        CellServer server = Serve(path);
        await using DeskClient client = await Cell.ConnectAsync<DeskClient>("desk", new ConnectOptions { SocketPath = path });
        using var stop = new CancellationTokenSource();
        Task[] callers = [.. Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
                Assert.Equal(n + i, await client.AddAsync(n, i));
        }))];
        for (int restart = 0; restart < 10; restart++)
        {
            File.Delete(path);
            CellServer next = Serve(path);
            Assert.Equal(0, await server.DrainAsync().AsTask().WaitAsync(ServedDesk.Patience));
            await server.DisposeAsync();
            server = next;
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers).WaitAsync(ServedDesk.Patience);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_cell_that_is_not_there_is_an_error_that_says_where_it_was_looked_for()
    {
        using var directory = new TemporaryDirectory();
        var options = new ConnectOptions { RunDirectory = directory.Path, Timeout = TimeSpan.FromMilliseconds(50) };
        var error = await Assert.ThrowsAsync<CellException>(async () => await Cell.ConnectAsync<DeskClient>("no-desk", options));
        Assert.Equal(CellErrorCode.ConnectFailed, error.Code);
        Assert.Contains(Path.Combine(directory.Path, "no_desk", "cell.sock"), error.Message);
    }

    [Fact]
    public async Task A_server_that_serves_nobody_tells_callers_why_at_once()
    {
        await using var desk = new ServedDesk(options: new CellServerOptions { Refusal = "The desk is closed for good." });
        var error = await Assert.ThrowsAsync<CellException>(async () => await desk.ConnectAsync());
        Assert.Equal((CellErrorCode.Refused, "The desk is closed for good.", "desk"), (error.Code, error.Message, error.Cell));
    }

    [Fact]
    public async Task One_session_too_many_is_refused_with_the_limit()
    {
        await using var desk = new ServedDesk(options: new CellServerOptions { MaxSessions = 1 });
        await using DeskClient first = await desk.ConnectAsync();
        var error = await Assert.ThrowsAsync<CellException>(async () => await desk.ConnectAsync());
        Assert.Equal(CellErrorCode.ResourceExhausted, error.Code);
        Assert.Contains("has 1 sessions open already (CellServerOptions.MaxSessions)", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, await first.AddAsync(1, 2));
    }

    [Fact]
    public async Task A_peer_that_never_reads_is_closed_while_others_are_served()
    {
        await using var desk = new ServedDesk(new SessionLimits { SendStallTimeout = TimeSpan.FromMilliseconds(200) });
        await using DeskClient other = await desk.ConnectAsync();
        using Socket deaf = desk.ConnectRaw();
        deaf.Send(Wire.Greeting());

        // The desk's second method comes after the schema's only one. Enough calls for replies that no socket buffer holds.
        for (uint call = 0; call < 15; call++)
            deaf.Send(Wire.FillRequest(method: 2, call, length: 1 << 19));
        await desk.Log.WaitForAsync("SendStallTimeout");
        Assert.Equal(3, await other.AddAsync(1, 2));
    }

    [Fact]
    public async Task Sessions_leave_no_descriptor_behind()
    {
        await using var desk = new ServedDesk();
        await UseAsync(desk, 5);
        int before = Sockets.Open;
        await UseAsync(desk, 100);
        Assert.True(SpinWait.SpinUntil(() => Sockets.Open <= before, ServedDesk.Patience), $"{Sockets.Open} sockets are open, {before} were");
    }

    [RequiresRootFact]
    public async Task A_connection_from_another_user_is_refused_with_the_reason()
    {
        await using var desk = new ServedDesk();
        File.SetUnixFileMode(Path.GetDirectoryName(desk.SocketPath)!, (UnixFileMode)Convert.ToInt32("755", 8));
        File.SetUnixFileMode(desk.SocketPath, (UnixFileMode)Convert.ToInt32("777", 8));
        UnixSocket stranger = OtherUser.Run(() => UnixSocket.Connect(desk.SocketPath));
        var error = await Assert.ThrowsAsync<CellException>(async () => await CellSession.OpenAsync(stranger, new SessionOptions()));
        Assert.Contains($"User {OtherUser.Id} may not call", error.Message);
        await desk.Log.WaitForAsync("refused");
    }

    private static CellServer Serve(string path)
    {
        var server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = "desk" } });
        server.AddService<IDesk>(new Desk());
        server.Listen(UnixSocket.Listen(path));
        return server;
    }

    private static async Task UseAsync(ServedDesk desk, int sessions)
    {
        for (int i = 0; i < sessions; i++)
        {
            await using DeskClient client = await desk.ConnectAsync();
            Assert.Equal(i + 1, await client.AddAsync(i, 1));
        }
    }
}
