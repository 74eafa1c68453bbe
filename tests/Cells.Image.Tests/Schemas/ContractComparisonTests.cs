using Cells.Images.Schemas;
using Cells.Images.Schemas.Comparison;
using Cells.Samples;
using static Cells.Image.Tests.Schemas.Versions;

namespace Cells.Image.Tests.Schemas;

public class ContractComparisonTests
{
    private const string Empty = """{"name":"Empty","members":[]}""";

    [Fact]
    public void A_contract_is_identical_to_itself()
    {
        foreach (string schema in new[] { OrderGatewayClient.Contract.SchemaJson, EchoClient.Contract.SchemaJson })
        {
            ContractComparison comparison = Compare(schema, schema);
            Assert.Empty(comparison.Differences);
            Assert.Equal(EditClass.Identical, comparison.Class);
            Assert.Equal(ContractSchema.Parse(schema).Methods.Count, comparison.Methods.Count);
        }
    }

    [Fact]
    public void A_new_method_is_compatible()
    {
        ContractComparison comparison = Compare(Methods(Method("A"), Empty), Methods(Method("A") + "," + Method("B"), Empty));
        SchemaDifference added = Assert.Single(comparison.Differences);
        Assert.Equal((EditKind.MethodAdded, Breakage.None, "B"), (added.Kind, added.Breaks, added.Path));
        Assert.Equal(EditClass.Compatible, comparison.Class);
    }

    [Fact]
    public void A_method_less_is_breaking()
    {
        ContractComparison comparison = Compare(Methods(Method("A") + "," + Method("B"), Empty), Methods(Method("A"), Empty));
        SchemaDifference removed = Assert.Single(comparison.Differences);
        Assert.Equal((EditKind.MethodRemoved, Breakage.OldCallers, "B"), (removed.Kind, removed.Breaks, removed.Path));
        Assert.Equal(EditClass.Breaking, comparison.Class);
    }

    [Fact]
    public void A_method_with_another_name_is_breaking()
    {
        SchemaDifference renamed = Assert.Single(Compare(Methods(Method("A"), Empty), Methods(Method("B"), Empty)).Differences);
        Assert.Equal((EditKind.MethodRenamed, "A → B", EditClass.Breaking), (renamed.Kind, renamed.Change, renamed.Class));
    }

    [Fact]
    public void The_order_of_methods_is_free()
    {
        ContractComparison comparison = Compare(Methods(Method("A") + "," + Method("B"), Empty), Methods(Method("B") + "," + Method("A"), Empty));
        Assert.All(comparison.Differences, static difference => Assert.Equal((EditKind.MethodMoved, Breakage.None), (difference.Kind, difference.Breaks)));
        Assert.Equal(EditClass.Compatible, comparison.Class);
    }

    [Fact]
    public void A_parameter_is_a_member_of_its_request()
    {
        ContractComparison comparison = Compare(
            Methods(Method("Add", "AddRequest", synthesized: true), $$"""{{Empty}},{"name":"AddRequest","members":[{{Members("left")}}]}"""),
            Methods(Method("Add", "AddRequest", synthesized: true), $$"""{{Empty}},{"name":"AddRequest","members":[{{Members("left", "right")}}]}"""));
        SchemaDifference appended = Assert.Single(comparison.Differences);
        Assert.Equal((EditKind.MemberAppended, Breakage.OldCallers, "Add.request.right"), (appended.Kind, appended.Breaks, appended.Path));
        Assert.Equal(("AddRequest", "right"), (appended.Type, appended.Member));
        Assert.Equal(EditClass.OneWay, comparison.Class);
    }

    [Fact]
    public void Parameters_and_a_message_of_the_same_members_fit()
    {
        ContractComparison comparison = Compare(
            Methods(Method("Add", "AddRequest", synthesized: true), $$"""{{Empty}},{"name":"AddRequest","members":[{{Members("left")}}]}"""),
            Methods(Method("Add", "Sum"), $$"""{{Empty}},{"name":"Sum","members":[{{Members("left")}}]}"""));
        Assert.Equal(EditKind.FormChanged, Assert.Single(comparison.Differences).Kind);
        Assert.Equal(EditClass.Compatible, comparison.Class);
    }

    [Fact]
    public void No_response_and_a_response_do_not_fit()
    {
        SchemaDifference changed = Assert.Single(Compare(Methods(Method("A"), Empty), Methods(Method("A", response: "null"), Empty)).Differences);
        Assert.Equal((EditKind.ResponseChanged, EditClass.Breaking, "A.response"), (changed.Kind, changed.Class, changed.Path));
    }

    [Fact]
    public void An_edit_that_is_one_way_in_requests_and_the_other_way_in_responses_is_breaking()
    {
        string old = $$"""{"name":"Thing","members":[{{Members("a")}}]}""";
        string now = $$"""{"name":"Thing","members":[{{Members("a", "b")}}]}""";
        ContractComparison comparison = Compare(Methods(Method("Echo", "Thing", "\"Thing\""), old), Methods(Method("Echo", "Thing", "\"Thing\""), now));
        SchemaEdit edit = Assert.Single(comparison.Edits);
        Assert.Equal(["Echo.request.b", "Echo.response.b"], edit.Places.Select(static place => place.Path));
        Assert.All(edit.Places, static place => Assert.Equal(EditClass.OneWay, place.Class));
        Assert.Equal(EditClass.Breaking, edit.Class);
        Assert.Equal(EditClass.Breaking, comparison.Class);
    }

    [Fact]
    public void Two_edits_that_break_opposite_sides_are_breaking_together()
    {
        ContractComparison comparison = Compare(
            Contract(Members("a"), Members("a")),
            Contract(Members("a", "b"), Members("a", "b")));
        Assert.Equal([EditClass.OneWay, EditClass.OneWay], comparison.Edits.Select(static edit => edit.Class));
        Assert.Equal(EditClass.Breaking, comparison.Class);
    }

    [Fact]
    public void Types_that_hold_themselves_are_compared_once()
    {
        string tree = """{"name":"Tree","members":[{"name":"branches","tag":#,"type":{"list":{"message":"Tree"}}},{"name":"size","tag":#,"type":TYPE}]}""";
        string holder = Member("root", """{"message":"Tree"}""");
        ContractComparison comparison = Compare(
            Contract(holder, "", tree.Replace("TYPE", "\"int\"", StringComparison.Ordinal)), Contract(holder, "", tree.Replace("TYPE", "\"long\"", StringComparison.Ordinal)));
        Assert.Equal("Place.request.root.size", Assert.Single(comparison.Differences).Path);
    }

    [Fact]
    public void A_chain_of_types_that_no_stack_could_follow_is_compared_all_the_same()
    {
        const int Links = 20_000;
        string self = """{"name":"Node","members":[{"name":"next","tag":#,"type":{"optional":{"message":"Node"}}}]}""";
        IEnumerable<string> chain = Enumerable.Range(0, Links).Select(static n =>
            $$"""{"name":"Node{{n}}","members":[{{Member("next", $$"""{"optional":{"message":"Node{{(n + 1) % Links}}"} }""")}}]}""");
        ContractComparison comparison = Compare(
            Contract(Member("head", """{"message":"Node"}"""), "", self), Contract(Member("head", """{"message":"Node0"}"""), "", string.Join(",", chain)));
        Assert.Equal(EditClass.Compatible, comparison.Class);
        Assert.Equal(EditKind.TypeRenamed, comparison.Differences[^1].Kind);
        Assert.True(comparison.Differences[^1].Path.Length < 1000);
    }

    [Fact]
    public void A_difference_says_where_what_why_and_for_whom()
    {
        SchemaDifference difference = InRequest(Member("a", """{"list":{"message":"Line"}}"""), Member("a", """{"list":{"message":"Line"}}"""),
            $$"""{"name":"Line","members":[{{Member("quantity")}}]}""",
            $$"""{"name":"Line","members":[{{Member("quantity", "\"ulong\"")}}]}""");
        Assert.Equal(
            "Place.request.a[].quantity: uint → ulong. Another type has other bytes, a wider one too. Breaks old callers of a new cell and new callers of an old cell.",
            difference.ToString());
        Assert.Equal(("Line", "quantity"), (difference.Type, difference.Member));
    }

    private static string Method(string name, string request = "Empty", string response = "\"Empty\"", bool synthesized = false) =>
        $$"""{"name":"{{name}}","request":"{{request}}"{{(synthesized ? ",\"request_synthesized\":true" : "")}},"response":{{response}}}""";
}
