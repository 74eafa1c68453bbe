using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cells.Binding;
using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Compatibility;

/// <summary>What can go wrong while one side finds out what fits: every call has its outcome all the same, and the session goes on.</summary>
public sealed class FaultTests
{
    private static readonly SessionLimits Hurried = new() { SchemaTimeout = TimeSpan.FromMilliseconds(200) };

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_peer_that_never_answers_fails_the_calls_that_wait_and_is_asked_again_by_the_next(string transport)
    {
        var schemas = new Schemas();
        await using Peers peers = await Peers.OpenAsync(transport, schemas, Hurried);
        Task<int> blocked = Task.Run(() => peers.OldClient.Add(1, 2));
        var waiting = await Assert.ThrowsAsync<CellException>(async () => await peers.OldClient.AddAsync(1, 2).AsTask().WaitAsync(Peers.Patience));
        Assert.Equal(CellErrorCode.SchemaMismatch, waiting.Code);
        Assert.Contains("within 0.2 s (SessionLimits.SchemaTimeout)", waiting.Message);
        Assert.Equal(CellErrorCode.SchemaMismatch, (await Assert.ThrowsAsync<CellException>(() => blocked.WaitAsync(Peers.Patience))).Code);
        Assert.Equal(7, await peers.Old.CreateClient<BellClient>().RingAsync(7));
        schemas.Open();
        Assert.Equal(13, await peers.OldClient.AddAsync(1, 2).AsTask().WaitAsync(Peers.Patience));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_peer_that_dies_meanwhile_leaves_calls_that_never_began(string transport)
    {
        var schemas = new Schemas();
        await using Peers peers = await Peers.OpenAsync(transport, schemas);
        Task<int> call = peers.OldClient.AddAsync(1, 2).AsTask();
        Task<int> blocked = Task.Run(() => peers.OldClient.Add(1, 2));
        await schemas.Asked.WaitAsync(Peers.Patience);
        await peers.Now.DisposeAsync();
        Assert.True((await Assert.ThrowsAsync<PeerLostException>(() => call.WaitAsync(Peers.Patience))).NotStarted);
        Assert.True((await Assert.ThrowsAsync<PeerLostException>(() => blocked.WaitAsync(Peers.Patience))).NotStarted);
    }

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("no schema", "cannot be read")]
    [InlineData("""{"contract":"shop","methods":[],"types":[]}""", "another one than it announced")]
    public async Task A_peer_that_lies_is_told_so_for_as_long_as_the_session_lives(string answer, string reason)
    {
        var schemas = new Schemas(answer);
        schemas.Open();
        await using Peers peers = await Peers.OpenAsync("unix", schemas);
        for (int i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAsync<CellException>(async () => await peers.OldClient.AddAsync(1, 2).AsTask().WaitAsync(Peers.Patience));
            Assert.Equal((CellErrorCode.SchemaMismatch, "new", "shop/Add"), (error.Code, error.Cell, error.Method));
            Assert.Contains(reason, error.Message);
        }

        Assert.Equal(1, schemas.Count);
        Assert.Equal(7, await peers.Old.CreateClient<BellClient>().RingAsync(7));
    }

    [Fact]
    public async Task A_schema_that_is_too_large_is_not_looked_at()
    {
        var schemas = new Schemas(new string(' ', (4 << 20) + 1));
        schemas.Open();
        await using Peers peers = await Peers.OpenAsync("unix", schemas);
        var error = await Assert.ThrowsAsync<CellException>(async () => await peers.OldClient.AddAsync(1, 2).AsTask().WaitAsync(Peers.Patience));
        Assert.Equal(CellErrorCode.SchemaMismatch, error.Code);
        Assert.Contains("the limit is 4194304 (PeerSchema.MaxSchemaBytes)", error.Message);
    }

    [Fact]
    public async Task A_schema_that_describes_other_methods_than_were_announced_is_a_lie()
    {
        ContractDescriptor honest = ShopClient.Contract;
        var schemas = new Schemas();
        schemas.Open();
        var lying = new ContractDescriptor("shop", honest.Hash, honest.SchemaJson, new MethodDescriptor("shop", "Count", 0), new MethodDescriptor("shop", "Add", 1));
        await using Peers peers = await Peers.OpenAsync("unix", schemas, shop: new Silent(lying));
        var error = await Assert.ThrowsAsync<CellException>(async () => await peers.OldClient.AddAsync(1, 2).AsTask().WaitAsync(Peers.Patience));
        Assert.Equal(CellErrorCode.SchemaMismatch, error.Code);
        Assert.Contains("other methods than it announced", error.Message);
    }

    [Fact]
    public async Task A_peer_that_refuses_to_say_is_quoted()
    {
        await using Peers peers = await Peers.OpenAsync("unix", new Refusing());
        var error = await Assert.ThrowsAsync<CellException>(async () => await peers.OldClient.AddAsync(1, 2).AsTask().WaitAsync(Peers.Patience));
        Assert.Equal(CellErrorCode.SchemaMismatch, error.Code);
        Assert.Contains("does not hand its schema out", error.Message);
        Assert.Contains("not today", error.Message);
    }

    [Fact]
    public async Task A_call_that_waits_keeps_its_own_deadline_and_token()
    {
        var schemas = new Schemas();
        await using Peers peers = await Peers.OpenAsync("unix", schemas);
        using var source = new CancellationTokenSource();
        Task<int> cancelled = peers.OldClient.AddAsync(1, 2, source.Token).AsTask();
        Version1.ShopClient hurried = peers.OldClient.With(new CallOptions { Timeout = TimeSpan.FromMilliseconds(100) });
        var late = await Assert.ThrowsAsync<CellException>(async () => await hurried.AddAsync(1, 2).AsTask().WaitAsync(Peers.Patience));
        Assert.Equal(CellErrorCode.DeadlineExceeded, late.Code);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Peers.Patience));
        schemas.Open();
        Assert.Equal(13, await peers.OldClient.AddAsync(1, 2).AsTask().WaitAsync(Peers.Patience));
    }

    [Fact]
    public async Task Connecting_fails_where_no_method_fits_and_says_why()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("cells-test-");
        string path = Path.Combine(directory.FullName, "cell.sock");
        await using (var server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = "shop" } }))
        {
            server.AddService<IShop>(new Shop());
            server.Listen(UnixSocket.Listen(path));
            var error = await Assert.ThrowsAsync<CellException>(async () => await Cell.ConnectAsync<StrangerClient>("shop", new ConnectOptions { SocketPath = path }));
            Assert.Equal((CellErrorCode.SchemaMismatch, "shop"), (error.Code, error.Cell));
            Assert.Contains("Count.request.owner: double here, string there", error.Message);
            await using var fitting = await Cell.ConnectAsync<Version1.ShopClient>("shop", new ConnectOptions { SocketPath = path });
            Assert.Equal(15, await fitting.AddAsync(2, 3));
        }

        directory.Delete(recursive: true);
    }

    /// <summary>Announces a contract and serves nothing of it.</summary>
    private sealed class Silent(ContractDescriptor contract) : CellDispatcher
    {
        public override ContractDescriptor Contract => contract;

        public override ValueTask DispatchAsync(int ordinal, IncomingCall call) => throw new InvalidOperationException("Nothing is served.");
    }

    private sealed class Refusing : Rpc.Schemas.ISchemaSource
    {
        public ValueTask<string> DescribeAsync(string contract, CancellationToken cancellation = default) => throw new InvalidOperationException("not today");
    }

    /// <summary>A client of a version of the shop that has nothing in common with the others.</summary>
    private sealed class StrangerClient(CellInvoker invoker) : ICellClient<StrangerClient>
    {
        private const string Schema =
            """{"contract":"shop","methods":[{"name":"Count","request":"B","response":null}],"types":[{"name":"B","members":[{"name":"owner","tag":0,"type":"double"}]}]}""";

        public static ContractDescriptor Contract { get; } = new("shop", Hash(SHA256.HashData(Encoding.UTF8.GetBytes(Schema))), Schema, new MethodDescriptor("shop", "Count", 0));

        public static StrangerClient Create(CellInvoker invoker) => new(invoker);

        public ValueTask DisposeAsync() => invoker.DisposeAsync();

        private static ContractHash Hash(ReadOnlySpan<byte> sha) => new(BinaryPrimitives.ReadUInt64BigEndian(sha), BinaryPrimitives.ReadUInt64BigEndian(sha[8..]));
    }
}
