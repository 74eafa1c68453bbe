using System.Diagnostics;
using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Compatibility;

/// <summary>Version 2 against programs that were built from version 1, over a real socket.</summary>
public sealed class TwoProcessTests(Version1Programs programs) : IClassFixture<Version1Programs>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cells-test-");

    private string SocketPath => Path.Combine(_directory.FullName, "cell.sock");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_new_caller_calls_what_fits_of_an_old_cell()
    {
        Assert.NotNull(programs);
        using Process cell = Version1Programs.Start("serve", SocketPath);
        try
        {
            Assert.Equal("ready", await cell.StandardOutput.ReadLineAsync().WaitAsync(Patience));
            await using ShopClient shop = await Cell.ConnectAsync<ShopClient>("shop", new ConnectOptions { SocketPath = SocketPath });
            Assert.Equal(new Receipt(100, "Order { Symbol = AAPL, Quantity = 100 }"), await shop.PlaceAsync(new Order("AAPL", 100, false, "ignored")));
            Assert.Equal(5, await shop.AddAsync(2, 3, 4));
            Assert.Equal(new Line("MSFT", 7), await shop.LastAsync([new Line("AAPL", 1, ["a"]), new Line("MSFT", 7, ["b", "c"])]));
            await shop.ResetAsync();
            Assert.Equal(5, shop.Add(2, 3, 4));

            var drifted = await Assert.ThrowsAsync<CellException>(async () => await shop.CountAsync(new Basket("me", 5)));
            Assert.Equal((CellErrorCode.SchemaMismatch, "shop", "shop/Count"), (drifted.Code, drifted.Cell, drifted.Method));
            Assert.Contains("Count.request.quantity: ulong here, uint there", drifted.Message);

            var missing = await Assert.ThrowsAsync<CellException>(async () => await shop.GreetAsync("you"));
            Assert.Equal((CellErrorCode.UnknownMethod, "shop/Greet"), (missing.Code, missing.Method));
            Assert.Equal(5, await shop.AddAsync(2, 3));
        }
        finally
        {
            cell.StandardInput.Close();
            await cell.WaitForExitAsync().WaitAsync(Patience);
        }
    }

    [Fact]
    public async Task An_old_caller_calls_what_fits_of_a_new_cell()
    {
        await using var server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = "shop" } });
        server.AddService<IShop>(new Shop());
        server.Listen(UnixSocket.Listen(SocketPath));
        using Process caller = Version1Programs.Start("call", SocketPath);
        string errors = await caller.StandardError.ReadToEndAsync().WaitAsync(Patience);
        string[] lines = (await caller.StandardOutput.ReadToEndAsync().WaitAsync(Patience)).Split('\n');
        await caller.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal("", errors);
        Assert.Equal("Place: Receipt { Id = 100, Text = AAPL urgent=True note=none }", lines[0]);
        Assert.Equal("Add: 15", lines[1]);
        Assert.Equal("Last: Line { Symbol = MSFT, Quantity = 7 }", lines[2]);
        Assert.StartsWith("Count: SchemaMismatch The cell 'shop' serves another version of the contract 'shop', and its Count does not fit", lines[3]);
        Assert.Contains("Count.request.quantity: uint here, ulong there", lines[3]);
        Assert.Equal("Reset: done", lines[4]);
    }
}
