using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Cells.Generators.Tests.ContractSnapshots;

/// <summary>What is wrong with a snapshot is said at its file and line, and costs nothing but itself.</summary>
public class BadSnapshotTests
{
    private const string Empty = """{"contract":"c","methods":[],"types":[]}""";

    [Theory]
    [InlineData("", 1, 1, "Expected a value, found the end of the text.")]
    [InlineData("{\n  \"format\": 1,\n  \"namespace\": \"N\",\n}", 4, 1, "Expected a member's name in quotes, found '}'.")]
    [InlineData("{\n  \"format\": 1,\n  \"namespace\": \"N\",\n  \"contract\": {\"contract\":\"c\",\"meth", 4, 31, "The string has no end.")]
    [InlineData("{\n  \"format\": 2,\n  \"shape\": {}\n}", 2, 13, "The snapshot is of format 2, which is newer than this version of Cells, which reads up to 1; update Cells, or write it again with this version.")]
    [InlineData("{\"format\":\"1\"}", 1, 11, "Expected a number, found a string.")]
    [InlineData("{\"format\":0}", 1, 11, "A snapshot's format is a number from 1; found 0.")]
    [InlineData("{\"format\":1}", 1, 1, "The member 'namespace' is missing.")]
    [InlineData("{\"format\":1,\"namespace\":\"A.1\",\"contract\":" + Empty + "}", 1, 25, "'A.1' is no namespace in C#.")]
    [InlineData("{\"format\":1,\"namespace\":\"N\",\"contract\":" + Empty + ",\n\"replace\":1}", 2, 1, "There is no member 'replace' here; expected format, namespace, contract, replaced.")]
    public void A_text_that_is_no_snapshot(string text, int line, int column, string problem) => Refuse(text, line, column, problem);

    [Theory]
    [InlineData("{\"contract\":\"9\",\"methods\":[],\"types\":[]}", 2, "'9' is no name in C#.")]
    [InlineData("{\"contract\":\"Orders\",\"methods\":[],\"types\":[]}", 2, "The contract cannot be declared in C#: 'Orders' cannot be a contract's name; use 1 to 63 of a-z, 0-9 and _, a letter first.")]
    [InlineData("{\"contract\":\"c\",\"methods\":[],\"types\":[\n{\"name\":\"M { } class Evil\",\"members\":[]}]}", 3, "'M { } class Evil' is no name in C#.")]
    [InlineData("{\"contract\":\"c\",\"methods\":[],\"types\":[\n{\"name\":\"M\",\"members\":[{\"name\":\"A-b\",\"tag\":0,\"type\":\"int\"}]}]}", 3, "No name in C# becomes 'A-b' on the wire.")]
    [InlineData("{\"contract\":\"c\",\"methods\":[],\"types\":[\n{\"name\":\"M\",\"members\":[{\"name\":\"a\",\"tag\":0,\"type\":\"int\",\"default\":\"x\"}]}]}", 3, "The default \"x\" of a is no int.")]
    [InlineData("{\"contract\":\"c\",\"methods\":[],\"types\":[{\"name\":\"M\",\"members\":[]}]}", 2, "No contract in C# has exactly this schema; take it from the cell again: cell schema pull.")]
    [InlineData("{\"contract\":\"c\",\"methods\":[{\"name\":\"Rent\",\"request\":\"M\",\"response\":null}],\"types\":[{\"name\":\"M\",\"members\":[]}]}", 2, "The contract cannot be declared in C#: 'RentAsync' cannot be called 'Rent' because generated code has that name already; rename it.")]
    public void A_contract_that_no_one_could_have_declared(string contract, int line, string problem)
    {
        string text = $"{{\"format\":1,\"namespace\":\"N\",\"contract\":\n{contract}}}";
        Refuse(text, line, null, problem);
    }

    [Fact]
    public void A_default_that_no_constant_is_is_said_in_the_words_of_the_compiler()
    {
        const string Contract = "{\"contract\":\"c\",\"methods\":[],\"types\":[{\"name\":\"M\",\"members\":[{\"name\":\"a\",\"tag\":0,\"type\":\"int\",\"default\":1e99}]}]}";
        Diagnostic found = Assert.Single(SnapshotSample.Diagnose("", SnapshotSample.File(Contract)).Reported);
        Assert.StartsWith("'order_gateway.cell.json' cannot be used: The contract cannot be declared in C#: ", found.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_that_is_cut_off_anywhere_is_one_error_at_its_file()
    {
        string whole = SnapshotSample.Text(SnapshotSample.SchemaOf(SnapshotSample.OrderGateway));
        for (int length = 0; length < whole.Length - 1; length += 29)
        {
            Diagnostic reported = Assert.Single(SnapshotSample.Diagnose("", new SampleFile("order_gateway.cell.json", whole[..length])).Reported);
            Assert.Equal("CELL0030", reported.Id);
        }
    }

    [Fact]
    public void A_type_of_the_project_with_a_name_of_the_snapshot_is_an_error_at_the_snapshot()
    {
        SampleFile file = SnapshotSample.File(SnapshotSample.SchemaOf(SnapshotSample.OrderGateway));
        Check(SnapshotSample.Diagnose("namespace Remote; public class PlaceOrder;", file).Reported, "CELL0031", "'order_gateway.cell.json' declares 'Remote.PlaceOrder', which this project declares already; rename that type, or give the snapshot another 'namespace'");
        Check(SnapshotSample.Diagnose("namespace Remote; public class OrderGatewayClient;", file).Reported, "CELL0031", "'order_gateway.cell.json' declares 'Remote.OrderGatewayClient', which this project declares already; rename that type, or give the snapshot another 'namespace'");
        Assert.Empty(SnapshotSample.Diagnose("namespace Elsewhere; public class PlaceOrder;", file).Reported);
    }

    [Fact]
    public void Two_snapshots_may_not_declare_one_type()
    {
        string schema = SnapshotSample.SchemaOf(SnapshotSample.OrderGateway);
        SampleFile other = new("other.cell.json", SnapshotSample.Text(schema.Replace("\"order_gateway\"", "\"other\"", StringComparison.Ordinal)));
        Check(SnapshotSample.Diagnose("", SnapshotSample.File(schema), other).Reported, "CELL0031", "'other.cell.json' declares 'Remote.OrderId', which this project declares already; rename that type, or give the snapshot another 'namespace'", "other.cell.json");
    }

    [Fact]
    public void Two_contracts_may_not_have_one_name()
    {
        string schema = SnapshotSample.SchemaOf(SnapshotSample.OrderGateway);
        Check(
            SnapshotSample.Diagnose("namespace Own; [CellContract(\"order_gateway\")] public interface IOwn { ValueTask A(); }", SnapshotSample.File(schema)).Reported,
            "CELL0032",
            "'order_gateway.cell.json' declares the contract 'order_gateway', which 'Own.IOwn' declares already; rename one of them, or remove it");
        Check(
            SnapshotSample.Diagnose("", SnapshotSample.File(schema), new SampleFile("second.cell.json", SnapshotSample.Text(schema, space: "Second"))).Reported,
            "CELL0032",
            "'second.cell.json' declares the contract 'order_gateway', which 'order_gateway.cell.json' declares already; rename one of them, or remove it",
            "second.cell.json");
    }

    [Fact]
    public void A_bad_snapshot_leaves_the_others_alone()
    {
        string schema = SnapshotSample.SchemaOf(SnapshotSample.OrderGateway);
        (ImmutableArray<Diagnostic> reported, ImmutableArray<Diagnostic> compiled, _) =
            SnapshotSample.Diagnose("public static class Caller { public static Remote.OrderGatewayClient? Client; }", new SampleFile("bad.cell.json", "{"), SnapshotSample.File(schema));
        Assert.Equal("CELL0030", Assert.Single(reported).Id);
        Assert.Empty(compiled);
    }

    private static void Check(ImmutableArray<Diagnostic> reported, string id, string message, string path = "order_gateway.cell.json")
    {
        Diagnostic found = Assert.Single(reported);
        Assert.Equal((id, message, path), (found.Id, found.GetMessage(), found.Location.GetLineSpan().Path));
    }

    private static void Refuse(string text, int line, int? column, string problem)
    {
        Diagnostic found = Assert.Single(SnapshotSample.Diagnose("", new SampleFile("folder/order_gateway.cell.json", text)).Reported);
        Assert.Equal(("CELL0030", $"'order_gateway.cell.json' cannot be used: {problem}"), (found.Id, found.GetMessage()));
        FileLinePositionSpan at = found.Location.GetLineSpan();
        Assert.Equal("folder/order_gateway.cell.json", at.Path);
        LinePosition begin = at.StartLinePosition;
        Assert.Equal((line, column ?? begin.Character + 1), (begin.Line + 1, begin.Character + 1));
    }
}
