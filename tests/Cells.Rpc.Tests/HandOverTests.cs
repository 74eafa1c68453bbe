using Cells.Platform.Sockets;
using Cells.Tests;

namespace Cells.Rpc.Tests;

/// <summary>What becomes of callers when another process has begun to accept on their cell's socket.</summary>
public sealed class HandOverTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<CellServer> _servers = [];
    private readonly Hall _hall = new();

    private string SocketPath => Path.Combine(_directory.Path, "cell.sock");

    public Task InitializeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Who_calls_at_the_moment_has_a_session_with_the_next_process_before_leaving_the_old_one()
    {
        CellServer old = Serve("old");
        await using CellConnection connection = Connect(TimeSpan.FromMinutes(1));
        HallClient client = connection.CreateClient<HallClient>();
        Task<string> waiting = client.EnterAsync().AsTask();
        await _hall.Entered.WaitAsync(ServedDesk.Patience);

        CellServer next = Serve("next");
        CellSession before = connection.Session!;
        Task<int> drained = old.HandOverAsync().AsTask();
        await before.GoneAway.WaitAsync(ServedDesk.Patience);
        Assert.Equal("next", connection.Session?.Peer.Cell);
        Assert.Single(next.Sessions);
        Assert.Equal("next", await client.NameAsync());
        Assert.False(waiting.IsCompleted);

        _hall.Open();
        Assert.Equal("old", await waiting.WaitAsync(ServedDesk.Patience));
        Assert.Equal(0, await drained.WaitAsync(ServedDesk.Patience));
    }

    [Fact]
    public async Task Who_calls_nothing_goes_to_the_next_process_with_the_next_call()
    {
        CellServer old = Serve("old");
        await using CellConnection connection = Connect(TimeSpan.FromMinutes(1));
        HallClient client = connection.CreateClient<HallClient>();
        Assert.Equal("old", await client.NameAsync());

        CellServer next = Serve("next");
        Assert.Equal(0, await old.HandOverAsync().AsTask().WaitAsync(ServedDesk.Patience));
        Assert.Empty(next.Sessions);
        Assert.Equal("next", await client.NameAsync());
    }

    [Fact]
    public async Task Who_finds_no_next_process_leaves_when_the_time_for_it_is_over()
    {
        CellServer old = Serve("old");
        await using CellConnection connection = Connect(TimeSpan.FromMilliseconds(50));
        HallClient client = connection.CreateClient<HallClient>();
        Task<string> waiting = client.EnterAsync().AsTask();
        await _hall.Entered.WaitAsync(ServedDesk.Patience);

        CellSession session = connection.Session!;
        File.Delete(SocketPath);
        Task<int> drained = old.HandOverAsync().AsTask();
        await session.GoneAway.WaitAsync(ServedDesk.Patience);
        Assert.False(session.IsUsable);
        _hall.Open();
        Assert.Equal("old", await waiting.WaitAsync(ServedDesk.Patience));
        Assert.Equal(0, await drained.WaitAsync(ServedDesk.Patience));
    }

    [Fact]
    public async Task A_server_that_warms_up_has_no_session_and_no_call_of_it()
    {
        CellServer server = Serve("hall");
        await server.WarmUpAsync().AsTask().WaitAsync(ServedDesk.Patience);
        Assert.Empty(server.Sessions);
        Assert.Equal(0, server.CallsBegun);
    }

    public async Task DisposeAsync()
    {
        foreach (CellServer server in _servers)
            await server.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>Accepts at the path from now on; whoever did so before does no more.</summary>
    private CellServer Serve(string name)
    {
        File.Delete(SocketPath);
        var server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = name } });
        server.AddService<IHall>(new NamedHall(_hall, name));
        server.Listen(UnixSocket.Listen(SocketPath));
        _servers.Add(server);
        return server;
    }

    private CellConnection Connect(TimeSpan handOver) => CellConnection.To("hall", new ConnectOptions { SocketPath = SocketPath, HandOverTimeout = handOver });

    private sealed class Hall
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Entered => _entered.Task;

        internal void Open() => _open.SetResult();

        internal Task EnterAsync(CancellationToken cancellation)
        {
            _entered.TrySetResult();
            return _open.Task.WaitAsync(cancellation);
        }
    }

    private sealed class NamedHall(Hall hall, string name) : IHall
    {
        public ValueTask<string> NameAsync(CancellationToken cancellation = default) => new(name);

        public async ValueTask<string> EnterAsync(CancellationToken cancellation = default)
        {
            await hall.EnterAsync(cancellation);
            return name;
        }
    }
}

/// <summary>Says which process serves.</summary>
[CellContract("hall")]
public interface IHall
{
    ValueTask<string> NameAsync(CancellationToken cancellation = default);

    /// <summary>Says so once the test wants it.</summary>
    ValueTask<string> EnterAsync(CancellationToken cancellation = default);
}
