using Cells.Platform.Sockets;
using Cells.Tests;

namespace Cells.Rpc.Tests;

/// <summary>Does what a test says, and counts.</summary>
[CellContract("stage")]
public interface IStage
{
    /// <summary>May run twice.</summary>
    [Idempotent]
    ValueTask<int> RepeatAsync(int number, CancellationToken cancellation = default);

    /// <summary>Must not.</summary>
    ValueTask<int> OnceAsync(int number, CancellationToken cancellation = default);
}

/// <summary>What becomes of a call when its session ends before the outcome.</summary>
public sealed class RepeatTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Stage _stage = new();
    private CellServer _server;

    public RepeatTests() => _server = Serve();

    private string SocketPath => Path.Combine(_directory.Path, "cell.sock");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_idempotent_call_is_made_again_and_has_its_outcome(bool blocking)
    {
        await using StageClient client = await ConnectAsync();
        _stage.Act = (number, run) => run < 3 ? LoseSessionAsync() : new(number);
        Task<int> call = blocking ? Task.Run(() => client.Repeat(7)) : client.RepeatAsync(7).AsTask();
        Assert.Equal(7, await call.WaitAsync(ServedDesk.Patience));
        Assert.Equal(3, _stage.Runs);
    }

    [Fact]
    public async Task Any_other_call_fails_and_says_that_it_may_have_run()
    {
        await using StageClient client = await ConnectAsync();
        _stage.Act = (_, _) => LoseSessionAsync();
        var error = await Assert.ThrowsAsync<PeerLostException>(() => client.OnceAsync(7).AsTask().WaitAsync(ServedDesk.Patience));
        Assert.False(error.NotStarted);
        Assert.Contains("it may have run", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _stage.Runs);
        _stage.Act = (number, _) => new(number);
        Assert.Equal(8, await client.OnceAsync(8).AsTask().WaitAsync(ServedDesk.Patience));
    }

    [Fact]
    public async Task A_call_that_ends_its_cell_each_time_is_not_made_forever()
    {
        await using StageClient client = await ConnectAsync();
        _stage.Act = (_, _) => LoseSessionAsync();
        var error = await Assert.ThrowsAsync<PeerLostException>(() => client.RepeatAsync(7).AsTask().WaitAsync(ServedDesk.Patience));
        Assert.False(error.NotStarted);
        Assert.Contains("It was made 3 times (ConnectOptions.MaxAttempts).", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, _stage.Runs);
    }

    [Fact]
    public async Task A_deadline_goes_on_while_there_is_no_session()
    {
        await using StageClient client = await ConnectAsync();
        _stage.Act = (_, _) => LoseServerAsync();
        var impatient = client.With(new CallOptions { Timeout = TimeSpan.FromMilliseconds(300) });
        var error = await Assert.ThrowsAsync<CellException>(() => impatient.RepeatAsync(7).AsTask().WaitAsync(ServedDesk.Patience));
        Assert.Equal(CellErrorCode.DeadlineExceeded, error.Code);
        Assert.Equal(1, _stage.Runs);

        // And a call that is made when there is none from the first.
        error = await Assert.ThrowsAsync<CellException>(() => impatient.OnceAsync(7).AsTask().WaitAsync(ServedDesk.Patience));
        Assert.Equal(CellErrorCode.DeadlineExceeded, error.Code);
    }

    [Fact]
    public async Task A_caller_gives_up_while_there_is_no_session()
    {
        await using StageClient client = await ConnectAsync();
        _stage.Act = (_, _) => LoseServerAsync();
        using var source = new CancellationTokenSource();
        Task<int> call = client.RepeatAsync(7, source.Token).AsTask();
        await _stage.Lost.Task.WaitAsync(ServedDesk.Patience);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(ServedDesk.Patience));

        // The client is as good as before.
        _stage.Act = (number, _) => new(number);
        _server = Serve();
        Assert.Equal(8, await client.RepeatAsync(8).AsTask().WaitAsync(ServedDesk.Patience));
    }

    [Fact]
    public async Task A_call_that_cannot_be_made_again_says_whether_it_may_have_run()
    {
        await using StageClient client = await Cell.ConnectAsync<StageClient>("stage", new ConnectOptions { SocketPath = SocketPath, Timeout = TimeSpan.FromSeconds(1) });
        _stage.Act = (_, _) => LoseServerAsync();
        var error = await Assert.ThrowsAsync<PeerLostException>(() => client.RepeatAsync(7).AsTask().WaitAsync(ServedDesk.Patience));
        Assert.False(error.NotStarted);
        error = await Assert.ThrowsAsync<PeerLostException>(() => client.RepeatAsync(8).AsTask().WaitAsync(ServedDesk.Patience));
        Assert.True(error.NotStarted);
    }

    private ValueTask<StageClient> ConnectAsync() => Cell.ConnectAsync<StageClient>("stage", new ConnectOptions { SocketPath = SocketPath });

    private CellServer Serve()
    {
        File.Delete(SocketPath);
        var server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = "stage" } });
        server.AddService<IStage>(_stage);
        server.Listen(UnixSocket.Listen(SocketPath));
        return server;
    }

    /// <summary>Ends the session that the call came on, before its outcome.</summary>
    private async ValueTask<int> LoseSessionAsync()
    {
        // The one before may be about to end: its caller hears of that first.
        CellSession session = Assert.Single(_server.Sessions, static one => one.IsUsable);
        await session.DisposeAsync();
        await session.Closed;
        return 0;
    }

    private async ValueTask<int> LoseServerAsync()
    {
        File.Delete(SocketPath);
        await _server.DisposeAsync();
        _stage.Lost.TrySetResult();
        return 0;
    }

    private sealed class Stage : IStage
    {
        private int _runs;

        public Func<int, int, ValueTask<int>> Act { get; set; } = static (number, _) => new(number);

        public TaskCompletionSource Lost { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Runs => Volatile.Read(ref _runs);

        public ValueTask<int> RepeatAsync(int number, CancellationToken cancellation = default) => Act(number, Interlocked.Increment(ref _runs));

        public ValueTask<int> OnceAsync(int number, CancellationToken cancellation = default) => Act(number, Interlocked.Increment(ref _runs));
    }
}
