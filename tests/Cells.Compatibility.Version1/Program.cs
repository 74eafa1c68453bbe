using Cells;
using Cells.Compatibility.Version1;
using Cells.Platform.Sockets;
using Cells.Rpc;

string path = args[1];
if (args[0] == "serve")
{
    await using var server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = "shop" } });
    server.AddService<IShop>(new Shop());
    server.Listen(UnixSocket.Listen(path));
    Console.WriteLine("ready");
    await Console.In.ReadToEndAsync();
    return;
}

await using ShopClient shop = await Cell.ConnectAsync<ShopClient>("shop", new ConnectOptions { SocketPath = path });
await Calls.TellAsync("Place", async () => $"{await shop.PlaceAsync(new Order("AAPL", 100))}");
await Calls.TellAsync("Add", async () => $"{await shop.AddAsync(2, 3)}");
await Calls.TellAsync("Last", async () => $"{await shop.LastAsync([new Line("AAPL", 1), new Line("MSFT", 7)])}");
await Calls.TellAsync("Count", async () => $"{await shop.CountAsync(new Basket("me", 5))}");
await Calls.TellAsync("Reset", async () =>
{
    await shop.ResetAsync();
    return "done";
});
