using System.Globalization;
using Cells.Images.Schemas.Json;

namespace Cells.Images.Schemas;

internal sealed partial class SchemaParser
{
    private const int MaxTag = 65_535;

    private static UnionSchema ParseUnion(JsonNode type)
    {
        type.ExpectOnly("name", "doc", "union", "open");
        string name = type.GetText("name");
        IReadOnlyList<JsonNode> items = type.GetItems("union");
        var cases = new CaseSchema[items.Count];
        var names = new HashSet<string>(StringComparer.Ordinal);
        int last = 0;
        for (int i = 0; i < cases.Length; i++)
        {
            cases[i] = ParseCase(items[i], last);
            last = cases[i].Tag;
            if (!names.Add(cases[i].Name))
                throw items[i].Position.Error($"The schema's union {name} has two cases called {cases[i].Name}.");
        }

        return new UnionSchema(name, Documentation(type), cases, type.GetFlag("open")) { Position = type.Position };
    }

    private static CaseSchema ParseCase(JsonNode item, int last)
    {
        item.ExpectOnly("name", "tag", "message");
        JsonNode number = item.Get("tag").Expect(JsonKind.Number);
        if (!int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int tag) || tag <= last || tag > MaxTag)
            throw number.Position.Error($"Tags ascend from 1 to {MaxTag}; expected one above {last}, found {number.Text}.");
        JsonNode message = item.Get("message").Expect(JsonKind.String);
        return new CaseSchema(item.GetText("name"), tag, message.Text) { Position = message.Position };
    }

    /// <summary>The cases of unions name their messages, which may stand behind them.</summary>
    private void FollowCases()
    {
        foreach (CaseSchema item in _types.Values.OfType<UnionSchema>().SelectMany(static union => union.Cases))
            item.Message = FindBlock(item.TypeName, item.Position);
    }

    /// <summary>What a request or a response is: a message, or the block of a union.</summary>
    private MessageSchema FindWhole(JsonNode name) =>
        _types.TryGetValue(name.Expect(JsonKind.String).Text, out TypeSchema? found) && found is UnionSchema union
            ? union.Message
            : FindBlock(name.Text, name.Position);
}
