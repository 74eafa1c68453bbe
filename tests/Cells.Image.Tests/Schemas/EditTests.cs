using Cells.Images.Schemas.Comparison;
using static Cells.Image.Tests.Schemas.Versions;

namespace Cells.Image.Tests.Schemas;

/// <summary>What each edit of a contract means, in requests and in responses.</summary>
public class EditTests
{
    private const Breakage Everyone = Breakage.OldCallers | Breakage.NewCallers;

    [Fact]
    public void Appending_a_member_with_a_default_is_compatible() =>
        Check(EditKind.MemberAppended, Breakage.None, Breakage.None, Members("a"), Members("a") + "," + Member("b", @default: "1"));

    [Fact]
    public void Appending_a_member_that_may_be_null_is_compatible() =>
        Check(EditKind.MemberAppended, Breakage.None, Breakage.None, Members("a"), Members("a") + "," + Member("b", """{"optional":"string"}"""));

    [Fact]
    public void Appending_a_member_that_cannot_be_missing_breaks_those_who_read_what_was_written_without_it() =>
        Check(EditKind.MemberAppended, Breakage.OldCallers, Breakage.NewCallers, Members("a"), Members("a", "b"));

    [Fact]
    public void Inserting_a_member_breaks_everyone_with_or_without_a_default() =>
        Check(EditKind.MemberInserted, Everyone, Everyone, Members("a", "b"), Member("a") + "," + Member("x", @default: "1") + "," + Member("b"));

    [Fact]
    public void Reordering_members_breaks_everyone_even_where_their_types_are_equal()
    {
        ContractComparison comparison = Compare(Contract(Members("a", "b", "c")), Contract(Members("a", "c", "b")));
        Assert.All(comparison.Differences, static difference => Assert.Equal((EditKind.MemberMoved, Everyone), (difference.Kind, difference.Breaks)));
        Assert.Equal(["c", "b"], comparison.Differences.Select(static difference => difference.Member));
    }

    [Fact]
    public void Renaming_a_member_breaks_everyone_since_two_renames_could_be_a_swap() =>
        Check(EditKind.MemberRenamed, Everyone, Everyone, Members("a", "b"), Members("a", "x"));

    [Fact]
    public void Removing_the_last_member_is_compatible_where_it_could_be_missing() =>
        Check(EditKind.MemberRemoved, Breakage.None, Breakage.None, Members("a") + "," + Member("b", @default: "1"), Members("a"));

    [Fact]
    public void Removing_the_last_member_breaks_those_who_read_what_is_written_without_it() =>
        Check(EditKind.MemberRemoved, Breakage.NewCallers, Breakage.OldCallers, Members("a", "b"), Members("a"));

    [Fact]
    public void Removing_a_member_before_others_breaks_everyone() =>
        Check(EditKind.MemberRemoved, Everyone, Everyone, Member("a", @default: "1") + "," + Member("b"), Members("b"));

    [Theory]
    [InlineData("\"uint\"", "\"ulong\"")]
    [InlineData("\"int\"", "\"uint\"")]
    [InlineData("\"float\"", "\"double\"")]
    [InlineData("\"string\"", "\"bytes\"")]
    [InlineData("\"uint\"", """{"list":"uint"}""")]
    [InlineData("""{"list":"uint"}""", """{"list":"ulong"}""")]
    [InlineData("""{"message":"Side"}""", """{"enum":"Side"}""")]
    [InlineData("""{"list":"uint"}""", """{"set":"uint"}""")]
    [InlineData("""{"map":["string","uint"]}""", """{"map":["string","ulong"]}""")]
    [InlineData("""{"map":["int","uint"]}""", """{"map":["long","uint"]}""")]
    [InlineData("""{"tuple":["int","uint"]}""", """{"tuple":["int","uint","uint"]}""")]
    public void Widening_and_every_other_change_of_type_breaks_everyone(string old, string now) =>
        Check(EditKind.TypeChanged, Everyone, Everyone, Member("a", old), Member("a", now), TypesOf(old), TypesOf(now));

    [Fact]
    public void A_reference_that_may_be_null_now_breaks_those_who_read_what_the_new_version_writes() =>
        Check(EditKind.NullabilityChanged, Breakage.NewCallers, Breakage.OldCallers, Member("a", "\"string\""), Member("a", """{"optional":"string"}"""));

    [Fact]
    public void A_reference_that_may_not_be_null_any_more_breaks_those_who_read_what_the_old_version_writes() =>
        Check(EditKind.NullabilityChanged, Breakage.OldCallers, Breakage.NewCallers, Member("a", """{"optional":"string"}"""), Member("a", "\"string\""));

    [Fact]
    public void A_plain_value_that_may_be_null_or_may_not_any_more_breaks_everyone()
    {
        Check(EditKind.NullabilityChanged, Everyone, Everyone, Member("a"), Member("a", """{"optional":"uint"}"""));
        Check(EditKind.NullabilityChanged, Everyone, Everyone, Member("a", """{"optional":"uint"}"""), Member("a"));
    }

    [Fact]
    public void Elements_that_may_be_null_are_told_from_their_list()
    {
        SchemaDifference difference = InRequest(Member("a", """{"list":"string"}"""), Member("a", """{"list":{"optional":"string"}}"""));
        Assert.Equal((EditKind.NullabilityChanged, Breakage.NewCallers, "Place.request.a[]"), (difference.Kind, difference.Breaks, difference.Path));
    }

    [Theory]
    [InlineData("""{"map":["string",TYPE]}""", "Place.request.a.value")]
    [InlineData("""{"tuple":["int",TYPE]}""", "Place.request.a.item2")]
    [InlineData("""{"list":{"list":TYPE}}""", "Place.request.a[][]")]
    public void What_stands_in_maps_tuples_and_lists_is_told_from_them(string type, string path)
    {
        SchemaDifference difference = InRequest(
            Member("a", type.Replace("TYPE", "\"string\"", StringComparison.Ordinal)), Member("a", type.Replace("TYPE", "\"bytes\"", StringComparison.Ordinal)));
        Assert.Equal((EditKind.TypeChanged, path, "a"), (difference.Kind, difference.Path, difference.Member));
    }

    [Theory]
    [InlineData("\"uint\"", "1", "2")]
    [InlineData("\"uint\"", null, "1")]
    [InlineData("\"uint\"", "1", null)]
    [InlineData("\"string\"", "\"a\"", "\"b\"")]
    [InlineData("""{"optional":"string"}""", "null", "\"\"")]
    public void Another_default_breaks_everyone(string type, string? old, string? now) =>
        Check(EditKind.DefaultChanged, Everyone, Everyone, Member("a", type, old), Member("a", type, now));

    [Theory]
    [InlineData("\"uint\"", null, "0")]
    [InlineData("\"bool\"", "false", null)]
    [InlineData("\"guid\"", null, "null")]
    [InlineData("\"string\"", null, "\"\"")]
    [InlineData("""{"optional":"string"}""", null, "null")]
    public void A_default_that_is_what_was_read_anyway_is_no_other_one(string type, string? old, string? now) =>
        Assert.Equal(EditClass.Identical, Compare(Contract(Member("a", type, old)), Contract(Member("a", type, now))).Class);

    [Fact]
    public void A_new_enum_member_breaks_those_who_read_what_the_new_version_writes() =>
        CheckEnum(EditKind.EnumValueAdded, Breakage.NewCallers, Breakage.OldCallers, "buy=1", "buy=1,sell=2");

    [Fact]
    public void An_enum_member_less_breaks_those_who_read_what_the_old_version_writes() =>
        CheckEnum(EditKind.EnumValueRemoved, Breakage.OldCallers, Breakage.NewCallers, "buy=1,sell=2", "buy=1");

    [Fact]
    public void An_enum_member_with_another_name_breaks_everyone() =>
        CheckEnum(EditKind.EnumValueRenamed, Everyone, Everyone, "buy=1,sell=2", "buy=1,part_with=2");

    [Fact]
    public void An_enum_member_with_another_number_breaks_everyone() =>
        CheckEnum(EditKind.EnumValueChanged, Everyone, Everyone, "buy=1,sell=2", "buy=1,sell=3");

    [Fact]
    public void A_second_name_of_a_number_is_compatible()
    {
        CheckEnum(EditKind.EnumValueAdded, Breakage.None, Breakage.None, "buy=1", "buy=1,long=1");
        CheckEnum(EditKind.EnumValueRemoved, Breakage.None, Breakage.None, "buy=1,long=1", "buy=1");
    }

    [Fact]
    public void A_name_for_bits_that_were_declared_is_compatible() =>
        CheckEnum(EditKind.EnumValueAdded, Breakage.None, Breakage.None, "a=1,b=2", "a=1,b=2,all=3", flags: true);

    [Fact]
    public void The_order_of_enum_members_is_free() =>
        Assert.Equal(
            EditClass.Identical,
            Compare(Contract(Member("a", """{"enum":"Side"}"""), "", Enum("buy=1,sell=2")), Contract(Member("a", """{"enum":"Side"}"""), "", Enum("sell=2,buy=1"))).Class);

    [Fact]
    public void Another_underlying_type_of_an_enum_breaks_everyone() =>
        Check(
            EditKind.EnumTypeChanged, Everyone, Everyone, Member("a", """{"enum":"Side"}"""), Member("a", """{"enum":"Side"}"""),
            Enum("buy=1"), Enum("buy=1", underlying: "int"));

    [Fact]
    public void Flags_and_single_values_do_not_fit() =>
        Check(
            EditKind.EnumFlagsChanged, Everyone, Everyone, Member("a", """{"enum":"Side"}"""), Member("a", """{"enum":"Side"}"""),
            Enum("buy=1"), Enum("buy=1", flags: true));

    [Fact]
    public void A_new_enum_member_is_compatible_where_the_enum_is_open()
    {
        Check(EditKind.EnumValueAdded, Breakage.None, Breakage.None, OfSide, OfSide, Enum("buy=1", open: true), Enum("buy=1,sell=2", open: true));
        Check(EditKind.EnumValueRenamed, Everyone, Everyone, OfSide, OfSide, Enum("buy=1", open: true), Enum("get=1", open: true));
    }

    [Fact]
    public void To_open_an_enum_or_a_union_is_compatible()
    {
        Check(EditKind.OpennessChanged, Breakage.None, Breakage.None, OfSide, OfSide, Enum("buy=1"), Enum("buy=1", open: true));
        CheckUnion(EditKind.OpennessChanged, Breakage.None, Breakage.None, Union("circle=1"), Union("circle=1", open: true));
    }

    [Fact]
    public void A_new_union_case_breaks_those_who_read_what_the_new_version_writes_unless_the_union_is_open()
    {
        CheckUnion(EditKind.CaseAdded, Breakage.NewCallers, Breakage.OldCallers, Union("circle=1"), Union("circle=1,square=2"));
        CheckUnion(EditKind.CaseAdded, Breakage.None, Breakage.None, Union("circle=1", open: true), Union("circle=1,square=2", open: true));
    }

    [Fact]
    public void A_union_case_less_breaks_those_who_read_what_the_old_version_writes_unless_the_union_is_open()
    {
        CheckUnion(EditKind.CaseRemoved, Breakage.OldCallers, Breakage.NewCallers, Union("circle=1,square=2"), Union("circle=1"));
        CheckUnion(EditKind.CaseRemoved, Breakage.None, Breakage.None, Union("circle=1,square=2", open: true), Union("circle=1", open: true));
    }

    [Fact]
    public void A_union_case_with_another_name_or_tag_breaks_everyone_open_or_not()
    {
        CheckUnion(EditKind.CaseRenamed, Everyone, Everyone, Union("circle=1,square=2"), Union("circle=1,box=2"));
        CheckUnion(EditKind.CaseRetagged, Everyone, Everyone, Union("circle=1,square=2", open: true), Union("circle=1,square=3", open: true));
    }

    [Fact]
    public void The_cases_of_a_union_evolve_as_messages_do()
    {
        SchemaDifference difference = InRequest(Shape, Shape, Union("circle=1", members: Member("radius")), Union("circle=1", members: Member("radius", "\"double\"")));
        Assert.Equal((EditKind.TypeChanged, "Place.request.a.circle.radius", Everyone), (difference.Kind, difference.Path, difference.Breaks));
        Check(
            EditKind.MemberAppended, Breakage.None, Breakage.None, Shape, Shape,
            Union("circle=1", members: Member("radius")), Union("circle=1", members: Member("radius") + "," + Member("x", @default: "1")));
    }

    [Fact]
    public void The_name_of_a_type_is_free() =>
        Check(
            EditKind.TypeRenamed, Breakage.None, Breakage.None, Member("a", """{"message":"Part"}"""), Member("a", """{"message":"Piece"}"""),
            """{"name":"Part","members":[]}""", """{"name":"Piece","members":[]}""");

    private static string OfSide => Member("a", """{"enum":"Side"}""");

    private static string Shape => Member("a", """{"union":"Shape"}""");

    private static void CheckUnion(EditKind kind, Breakage inRequest, Breakage inResponse, string old, string now) =>
        Check(kind, inRequest, inResponse, Shape, Shape, old, now);

    private static string Union(string cases, bool open = false, string members = "")
    {
        string[][] items = [.. cases.Split(',').Select(static item => item.Split('='))];
        string written = string.Join(",", items.Select(static item => $$"""{"name":"{{item[0]}}","tag":{{item[1]}},"message":"Shape.{{item[0]}}"}"""));
        string messages = string.Concat(items.Select(item => $$""",{"name":"Shape.{{item[0]}}","members":[{{members}}]}"""));
        return $$"""{"name":"Shape","union":[{{written}}]{{(open ? ",\"open\":true" : "")}}}{{messages}}""";
    }

    private static string TypesOf(string type) => type switch
    {
        """{"message":"Side"}""" => """{"name":"Side","members":[]}""",
        """{"enum":"Side"}""" => Enum("buy=1"),
        _ => "",
    };

    private static void CheckEnum(EditKind kind, Breakage inRequest, Breakage inResponse, string old, string now, bool flags = false) =>
        Check(kind, inRequest, inResponse, Member("a", """{"enum":"Side"}"""), Member("a", """{"enum":"Side"}"""), Enum(old, flags: flags), Enum(now, flags: flags));

    private static string Enum(string values, string underlying = "byte", bool flags = false, bool open = false)
    {
        IEnumerable<string> written = values.Split(',').Select(static value => value.Split('=')).Select(static value => $$"""{"name":"{{value[0]}}","value":{{value[1]}}}""");
        return $$"""{"name":"Side","enum":"{{underlying}}"{{(flags ? ",\"flags\":true" : "")}}{{(open ? ",\"open\":true" : "")}},"values":[{{string.Join(",", written)}}]}""";
    }
}
