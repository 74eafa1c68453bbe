using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Tests;

namespace Cells.Compatibility;

/// <summary>Two versions of a contract in one session, as it should go.</summary>
public sealed class DriftTests
{
    [Theory]
    [ClassData(typeof(Transports))]
    public async Task What_fits_is_called_and_what_does_not_fails_alone(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        Assert.Equal(15, await peers.OldClient.AddAsync(2, 3));
        Assert.Equal(15, peers.OldClient.Add(2, 3));
        Assert.Equal("AAPL urgent=True note=none", (await peers.OldClient.PlaceAsync(new Version1.Order("AAPL", 1))).Text);
        var error = await Assert.ThrowsAsync<CellException>(async () => await peers.OldClient.CountAsync(new Version1.Basket("me", 5)));
        Assert.Equal((CellErrorCode.SchemaMismatch, "new", "shop/Count"), (error.Code, error.Cell, error.Method));
        Assert.Equal(
            "The cell 'new' serves another version of the contract 'shop', and its Count does not fit this caller's. "
            + "Count.request.quantity: uint here, ulong there. Another type has other bytes, a wider one too.",
            error.Message);
        await peers.OldClient.ResetAsync();
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_cell_that_calls_back_finds_out_as_well(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        ShopClient back = peers.Now.CreateClient<ShopClient>();
        Assert.Equal(5, await back.AddAsync(2, 3, 4));
        Assert.Equal(new Receipt(1, "Order { Symbol = AAPL, Quantity = 1 }"), await back.PlaceAsync(new Order("AAPL", 1, false)));
        var drifted = await Assert.ThrowsAsync<CellException>(async () => await back.CountAsync(new Basket("me", 5)));
        Assert.Equal((CellErrorCode.SchemaMismatch, "shop/Count"), (drifted.Code, drifted.Method));
        var missing = await Assert.ThrowsAsync<CellException>(async () => await back.GreetAsync("you"));
        Assert.Equal((CellErrorCode.UnknownMethod, "shop/Greet"), (missing.Code, missing.Method));
        Assert.Equal("The cell 'old' serves another version of the contract 'shop', which has no method Greet.", missing.Message);
        Assert.Equal(15, await peers.OldClient.AddAsync(2, 3));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_hundred_first_calls_at_once_make_one_fetch_and_other_contracts_do_not_wait_for_it(string transport)
    {
        var schemas = new Schemas();
        await using Peers peers = await Peers.OpenAsync(transport, schemas);
        Task<int>[] calls = [.. Enumerable.Range(0, 100).Select(n => n % 10 == 0
            ? Task.Factory.StartNew(() => peers.OldClient.Add(n, 1), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            : Task.Run(() => peers.OldClient.AddAsync(n, 1).AsTask()))];
        await schemas.Asked.WaitAsync(Peers.Patience);
        Assert.Equal(7, await peers.Old.CreateClient<BellClient>().RingAsync(7).AsTask().WaitAsync(Peers.Patience));
        Assert.All(calls, static call => Assert.False(call.IsCompleted));
        schemas.Open();
        int[] sums = await Task.WhenAll(calls).WaitAsync(Peers.Patience);
        Assert.Equal(Enumerable.Range(0, 100).Select(static n => n + 11), sums);
        Assert.Equal(1, schemas.Count);
    }

    [Fact]
    public async Task A_version_that_a_client_has_met_is_not_asked_for_in_its_next_session()
    {
        using var directory = new TemporaryDirectory();
        string path = Path.Combine(directory.Path, "cell.sock");
        await using CellServer first = Serve(path);
        await using var client = await Cell.ConnectAsync<Version1.ShopClient>("shop", new ConnectOptions { SocketPath = path });
        Assert.Equal(15, await client.AddAsync(2, 3));
        Assert.Equal(2, first.CallsBegun);

        File.Delete(path);
        await using CellServer second = Serve(path);
        Assert.Equal(0, await first.DrainAsync());
        Assert.Equal(15, await client.AddAsync(2, 3));
        Assert.Equal(CellErrorCode.SchemaMismatch, (await Assert.ThrowsAsync<CellException>(async () => await client.CountAsync(new Version1.Basket("me", 5)))).Code);
        Assert.Equal(1, second.CallsBegun);
    }

    private static CellServer Serve(string path)
    {
        CellServer server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = "shop" } }).AddService<IShop>(new Shop());
        server.Listen(UnixSocket.Listen(path));
        return server;
    }
}
