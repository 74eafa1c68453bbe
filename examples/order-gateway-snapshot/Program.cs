using Cells;
using OrderGateway;

await using var gateway = await Cell.ConnectAsync<OrderGatewayClient>("order_gateway");
OrderId order = await gateway.PlaceOrderAsync(new PlaceOrder("AAPL", 100));
Console.WriteLine($"order {order.Id} placed by a caller that has no assembly of the contract");
