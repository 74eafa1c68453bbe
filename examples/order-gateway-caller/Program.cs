using Cells;
using OrderGateway.Contract;

await using var gateway = await Cell.ConnectAsync<OrderGatewayClient>("order_gateway");
var numbers = new System.Collections.Concurrent.ConcurrentBag<ulong>();
Thread[] callers = [.. Enumerable.Range(0, 8).Select(_ => new Thread(() =>
{
    for (int i = 0; i < 100; i++)
        numbers.Add(gateway.PlaceOrder(new("AAPL", 100)).Id);
}))];
Array.ForEach(callers, caller => caller.Start());
Array.ForEach(callers, caller => caller.Join());
Console.WriteLine($"{numbers.Distinct().Count()} orders placed by {callers.Length} threads");
