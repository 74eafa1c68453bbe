using Cells.Images.Schemas.Comparison;
using static Cells.Image.Tests.Schemas.Versions;

namespace Cells.Image.Tests.Schemas;

/// <summary>What edits of messages of fixed layout mean.</summary>
public class FixedEditTests
{
    private const Breakage Everyone = Breakage.OldCallers | Breakage.NewCallers;
    private const string Use = """{"fixed":"Point"}""";

    [Theory]
    [InlineData("x,y", "x,y,z")]
    [InlineData("x,y", "y,x")]
    [InlineData("x,y", "x,w")]
    [InlineData("x,y", "x")]
    public void A_fixed_layout_can_never_be_changed(string old, string now) =>
        Check(EditKind.TypeChanged, Everyone, Everyone, Member("at", Use), Member("at", Use), Point(old), Point(now));

    [Fact]
    public void A_change_deep_within_is_seen()
    {
        SchemaDifference difference = InRequest(Member("at", """{"fixed":"Line"}"""), Member("at", """{"fixed":"Line"}"""), Line("x,y"), Line("x,z"));
        Assert.Equal(("((uint x, uint y) from)", "((uint x, uint z) from)"), (difference.Old, difference.New));
    }

    [Fact]
    public void Giving_a_message_a_fixed_layout_breaks_everyone()
    {
        string loose = Point("x,y").Replace("\"layout\":\"fixed\",", "", StringComparison.Ordinal);
        Check(EditKind.TypeChanged, Everyone, Everyone, Member("at", """{"message":"Point"}"""), Member("at", Use), loose, Point("x,y"));
    }

    [Fact]
    public void An_equal_layout_is_no_difference() => Assert.Empty(Compare(Contract(Member("at", Use), "", Point("x,y")), Contract(Member("at", Use), "", Point("x,y"))).Differences);

    private static string Point(string names) => $$"""{"name":"Point","layout":"fixed","members":[{{Members(names.Split(','))}}]}""";

    private static string Line(string names) => Point(names) + ",{\"name\":\"Line\",\"layout\":\"fixed\",\"members\":[" + Member("from", Use) + "]}";
}
