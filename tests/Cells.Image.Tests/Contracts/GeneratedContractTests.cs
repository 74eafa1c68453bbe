using Cells.Binding;
using Cells.Samples;

namespace Cells.Image.Tests.Contracts;

public class GeneratedContractTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_kind_of_method_can_be_called(bool slowly)
    {
        await using var gateway = Connect(new Gateway(slowly));
        Assert.Equal(new OrderId(100), await gateway.PlaceOrderAsync(new("AAPL", 100)));
        Assert.Equal(5, await gateway.AddAsync(3));
        Assert.Equal(7, await gateway.AddAsync(3, 4));
        await gateway.ResetAsync();
        Assert.Equal("a Buy like Urgent", string.Join(' ', (await gateway.FindAsync("a", [Side.Buy], new("like"), Marks.Urgent))!));
        Assert.Null(await gateway.FindAsync(null, [], new("like"), Marks.None));
        using Image<Tree> tree = await gateway.EchoTreeAsync(Values.Tree);
        Assert.Equal("root", tree.View.Name.ToString());
    }

    [Fact]
    public void Every_kind_of_method_can_be_called_blocking()
    {
        OrderGatewayClient gateway = Connect(new Gateway(slowly: false));
        Assert.Equal(new OrderId(100), gateway.PlaceOrder(new("AAPL", 100)));
        Assert.Equal(4, gateway.Measure(new PlaceOrder("AAPL")));
        Assert.Equal(5, gateway.Add(3));
        gateway.Reset();
        Assert.Null(gateway.Find(null, [], new("like"), Marks.None));
        using Image<Tree> tree = gateway.EchoTree(Values.Tree);
        Assert.Equal("root", tree.View.Name.ToString());
    }

    [Fact]
    public async Task A_message_can_be_given_as_a_view_or_an_image()
    {
        OrderGatewayClient gateway = Connect(new Gateway(slowly: false));
        using Image<PlaceOrder> image = gateway.Rent<PlaceOrder>(256);
        var order = image.Build();
        order.Quantity = 9;
        order.SetSymbol("MSFT"u8);
        Assert.Equal(new OrderId(9), await gateway.PlaceOrderAsync(image));
        Assert.Equal(new OrderId(9), gateway.PlaceOrder(image));
        Assert.Equal(new OrderId(9), gateway.PlaceOrder(image.View));
        Assert.Equal(4, gateway.Measure(image.View));
    }

    [Fact]
    public async Task The_client_is_the_contract()
    {
        IOrderGateway gateway = Connect(new Gateway(slowly: false));
        Assert.Equal(new OrderId(1), await gateway.PlaceOrderAsync(new PlaceOrder("A")));
        Assert.Equal(5, await gateway.Add(3));
        await gateway.ResetAsync();
        using var image = Image<PlaceOrder>.Create(new PlaceOrder("ABC"));
        Assert.Equal(3, await gateway.MeasureAsync(image.View, default));
    }

    [Fact]
    public async Task A_request_that_is_no_image_is_refused()
    {
        CellDispatcher dispatcher = ContractRegistry.CreateDispatcher<IOrderGateway>(new Gateway(slowly: false));
        for (int ordinal = 0; ordinal < dispatcher.Contract.Methods.Count; ordinal++)
        {
            if (dispatcher.Contract.Methods[ordinal].Name is "Measure" or "EchoTree")
                continue; // These give the bytes to the handler unread.
            var error = await Assert.ThrowsAsync<CellException>(async () => await dispatcher.DispatchAsync(ordinal, new LoopbackCall([1, 2, 3], default)));
            Assert.Equal(CellErrorCode.InvalidPayload, error.Code);
        }
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_unknown()
    {
        CellDispatcher dispatcher = ContractRegistry.CreateDispatcher<IOrderGateway>(new Gateway(slowly: false));
        var error = await Assert.ThrowsAsync<CellException>(async () => await dispatcher.DispatchAsync(99, new LoopbackCall([], default)));
        Assert.Equal(CellErrorCode.UnknownMethod, error.Code);
    }

    [Fact]
    public void Contracts_are_registered_without_reflection()
    {
        Assert.Same(OrderGatewayClient.Contract, ContractRegistry.Describe<IOrderGateway>());
        Assert.Equal("order_gateway", OrderGatewayClient.Contract.Name);
        Assert.Equal("PlaceOrder Measure EchoTree Add Reset Find", string.Join(' ', OrderGatewayClient.Contract.Methods.Select(static method => method.Name)));
        Assert.NotEqual(default, OrderGatewayClient.Contract.Hash);
    }

    private static OrderGatewayClient Connect(IOrderGateway service) =>
        OrderGatewayClient.Create(new CellInvoker(new LoopbackChannel(ContractRegistry.CreateDispatcher(service)), CallOptions.Default));

    private sealed class Gateway(bool slowly) : IOrderGateway
    {
        public async ValueTask<OrderId> PlaceOrderAsync(PlaceOrder order, CancellationToken cancellation = default)
        {
            await Delay();
            return new OrderId(order.Quantity);
        }

        public ValueTask<int> MeasureAsync(PlaceOrder.View order, CallContext context) => new(order.Symbol.Bytes.Length);

        public async ValueTask<Image<Tree>> EchoTreeAsync(Image<Tree> tree, CancellationToken cancellation)
        {
            await Delay();
            return tree;
        }

        public async ValueTask<long> Add(int left, int right = 2)
        {
            await Delay();
            return left + right;
        }

        public async ValueTask ResetAsync() => await Delay();

        public async ValueTask<IReadOnlyList<string>?> FindAsync(string? pattern, List<Side> sides, PlaceOrder like, Marks marks, CallContext context)
        {
            await Delay();
            return pattern is null ? null : [pattern, .. sides.Select(static side => side.ToString()), like.Symbol, marks.ToString()];
        }

        private Task Delay() => slowly ? Task.Delay(1) : Task.CompletedTask;
    }
}
