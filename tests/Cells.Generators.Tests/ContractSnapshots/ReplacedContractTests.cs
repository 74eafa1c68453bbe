using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Tests.ContractSnapshots;

/// <summary>A snapshot whose contract changed under its callers: each call that does not fit is an error, and nothing else is.</summary>
public class ReplacedContractTests
{
    private const string Written = """
        [CellMessage] public partial record PlaceOrder(string Symbol, uint Quantity);
        [CellMessage] public partial record Cancel(ulong Id, Why Why);
        public enum Why { Late }
        [CellContract("order_gateway")]
        public interface IOrderGateway
        {
            ValueTask<ulong> PlaceOrderAsync(PlaceOrder order, CancellationToken cancellation = default);
            ValueTask CancelAsync(Cancel cancel, CancellationToken cancellation = default);
            ValueTask<int> CountAsync(string symbol, CancellationToken cancellation = default);
            ValueTask ResetAsync(CancellationToken cancellation = default);
        }
        """;

    private const string Caller = """
        using Remote;
        public static class Caller
        {
            public static async Task CallAsync(OrderGatewayClient client, IOrderGateway contract)
            {
                await client.PlaceOrderAsync(new PlaceOrder("A", 1));
                client.Cancel(new Cancel(1, Why.Late));
                client.Count("A");
                await contract.PlaceOrderAsync(new PlaceOrder("A", 1));
                await contract.ResetAsync();
            }
        }
        """;

    private static readonly string Changed = Written
        .Replace("uint Quantity", "ulong Quantity", StringComparison.Ordinal)
        .Replace("ValueTask CancelAsync(Cancel cancel, CancellationToken cancellation = default);", "", StringComparison.Ordinal);

    [Fact]
    public void Each_call_that_does_not_fit_is_an_error_with_old_and_new()
    {
        (ImmutableArray<Diagnostic> reported, ImmutableArray<Diagnostic> compiled, _) = Diagnose(Written, Changed);
        Assert.Empty(reported);
        Assert.Equal(
            [(7, "CELL0033"), (8, "CELL0033"), (10, "CELL0033")],
            compiled.Select(static found => (found.Location.GetLineSpan().StartLinePosition.Line + 1, found.Id)).Order());
        Assert.All(compiled, static found => Assert.Equal(DiagnosticSeverity.Error, found.Severity));
        Assert.EndsWith(
            "is obsolete: 'PlaceOrder.request.quantity: uint → ulong. Another type has other bytes, a wider one too. Put the call right; when all are, accept the contract: cell schema accept order_gateway'",
            compiled[0].GetMessage(),
            StringComparison.Ordinal);
        Assert.Contains("Cancel: removed: Cancel. Callers that still call it get UnknownMethod.", compiled[1].GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void Once_it_is_accepted_calls_compile_again() => Assert.Empty(
        SnapshotSample.Diagnose(Caller.Replace("client.Cancel(new Cancel(1, Why.Late));", "", StringComparison.Ordinal), SnapshotSample.File(SnapshotSample.SchemaOf(Changed))).Compiled);

    [Fact]
    public void A_replaced_contract_that_still_fits_marks_nothing() =>
        Assert.Empty(Diagnose(Written, Written.Replace("uint Quantity", "uint Quantity, int More = 1", StringComparison.Ordinal)).Compiled);

    [Fact]
    public void A_contract_that_replaces_itself_wrongly_is_said_at_its_line() =>
        Assert.Equal("CELL0030", Assert.Single(SnapshotSample.Diagnose("", SnapshotSample.File(SnapshotSample.SchemaOf(Written), more: ",\"replaced\":{}")).Reported).Id);

    private static (ImmutableArray<Diagnostic> Reported, ImmutableArray<Diagnostic> Compiled, GeneratorDriverRunResult Result) Diagnose(string written, string now) =>
        SnapshotSample.Diagnose(Caller, SnapshotSample.File(SnapshotSample.SchemaOf(now), more: $",\"replaced\":{SnapshotSample.SchemaOf(written)}"));
}
