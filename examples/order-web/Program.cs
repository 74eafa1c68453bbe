using Cells;
using OrderGateway.Contract;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddCellClient<OrderGatewayClient>("order_gateway");
builder.Services.AddHealthChecks().AddCellClient<OrderGatewayClient>("order_gateway");
WebApplication site = builder.Build();

site.MapPost("/orders", async (PlaceOrder order, OrderGatewayClient gateway, CancellationToken cancellation) => await gateway.PlaceOrderAsync(order, cancellation));
site.MapHealthChecks("/health");
site.Run();
