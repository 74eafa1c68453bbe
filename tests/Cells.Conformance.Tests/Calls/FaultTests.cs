using Cells.Binding;
using Cells.Images;
using Cells.Images.Schemas;
using Cells.Rpc;

namespace Cells.Conformance.Calls;

public sealed class FaultTests
{
    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_declared_fault_is_caught_as_a_value(string transport)
    {
        await using Served served = await Served.OpenAsync(transport);
        var error = await Assert.ThrowsAsync<CellFaultException<OutOfStock>>(async () => await served.Client.TakeAsync("nut", 11, 0));
        Assert.Equal((new OutOfStock("nut", 10), "OutOfStock", "Ten are left.", CellErrorCode.Fault, "store/Take", "store"), (error.Fault, error.FaultName, error.Message, error.Code, error.Method, error.Cell));
        Assert.Equal("later", (await Assert.ThrowsAsync<CellFaultException<OutOfStock>>(async () => await served.Client.FailLaterAsync())).Fault.Item);
        Assert.Equal("nut", Assert.Throws<CellFaultException<OutOfStock>>(() => served.Client.Take("nut", 11, 0)).Fault.Item);
        Assert.Equal(7, await served.Client.TakeAsync("nut", 3, 0));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Each_of_several_faults_has_its_type_and_any_size(string transport)
    {
        await using Served served = await Served.OpenAsync(transport);
        foreach (int bytes in new[] { 0, 1000, 65_500, 200_000 })
        {
            var error = await Assert.ThrowsAsync<CellFaultException<NoSuchItem>>(async () => await served.Client.TakeAsync("bolt", 1, bytes));
            Assert.Equal(("bolt", bytes), (error.Fault.Item, error.Fault.Catalogue.Length));
        }
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_fault_that_is_not_declared_is_a_remote_exception_that_says_so(string transport)
    {
        await using Served served = await Served.OpenAsync(transport);
        var error = await Assert.ThrowsAsync<RemoteException>(async () => await served.Client.FailUndeclaredAsync());
        Assert.Contains("store/FailUndeclared does not declare that it fails with OutOfStock; mark it [Fault<OutOfStock>]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_caller_without_the_contract_gets_the_faults_name_and_image(string transport)
    {
        await using Served served = await Served.OpenAsync(transport);
        RemoteContract contract = served.Session.RemoteContracts.Single(static contract => contract.Name == "store");
        MethodSchema method = ContractSchema.Parse(ContractRegistry.Describe<IStore>().SchemaJson).FindMethod("Take")!;
        Assert.Equal(["NoSuchItem", "OutOfStock"], method.Faults.Select(static fault => fault.Name));
        byte[] request = Images.Dynamic.JsonTranscoder.ReadRequest(method, """{"item":"nut","count":12,"catalogue_bytes":0}""");
        var error = await Assert.ThrowsAsync<CellFaultException>(async () => await served.Session.InvokeRawAsync(contract, "Take", request, CallOptions.Default));
        Assert.Equal("OutOfStock", error.FaultName);
        Assert.Equal(new OutOfStock("nut", 10), ImageCodec.Read<OutOfStock>(error.Image.Span));
    }

    private sealed class Served((CellSession Caller, CellSession Server) sessions) : IAsyncDisposable
    {
        public CellSession Session => sessions.Caller;

        public StoreClient Client { get; } = sessions.Caller.CreateClient<StoreClient>();

        public static async Task<Served> OpenAsync(string transport)
        {
            var options = new SessionOptions { Name = "store" };
            options.Services.Add(ContractRegistry.CreateDispatcher<IStore>(new Store()));
            return new Served(await Transports.OpenAsync(transport, new SessionOptions(), options));
        }

        public async ValueTask DisposeAsync()
        {
            await sessions.Caller.DisposeAsync();
            await sessions.Server.DisposeAsync();
        }
    }
}
