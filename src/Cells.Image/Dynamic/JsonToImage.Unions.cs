using System.Text.Json;
using Cells.Images.Layout;
using Cells.Images.Schemas;
using Cells.Toml;

namespace Cells.Images.Dynamic;

internal sealed partial class JsonToImage
{
    /// <summary>Takes an object whose one member is named like the case.</summary>
    private void WriteUnion(UnionSchema union, int origin, int at, JsonElement json)
    {
        if (json.GetPropertyCount() != 1)
            throw _path.Error($"expected {Expectation.Union(union)}, found an object with {json.GetPropertyCount()} members");

        JsonProperty given = json.EnumerateObject().Single();
        int before = _path.Enter(given.Name);
        CaseSchema item = union.Cases.FirstOrDefault(item => item.Name == given.Name) ?? throw _path.Error(Unknown(union, given.Name));
        if (given.Value.ValueKind != JsonValueKind.Object)
            throw _path.Error($"expected an object ({item.Message.Name}), found {JsonPath.Show(given.Value)}");
        int place = _image.Place(WireLayout.BlockAlignment, item.Message.Layout.InlineBytes);
        _image.Refer(at, place - origin, item.Tag);
        WriteBlock(item.Message, place, given.Value);
        _path.Leave(before);
    }

    private static string Unknown(UnionSchema union, string name)
    {
        IEnumerable<string> known = union.Cases.Select(static item => item.Name);
        if (name == ImageToJson.UnknownKey)
            return $"an unknown case of {union.Name} cannot be written, because what it holds is not known here";
        return NearestName.Find(name, known) is { } nearest
            ? $"{union.Name} has no case '{name}'; did you mean '{nearest}'?"
            : $"{union.Name} has no case '{name}'; it has {string.Join(", ", known)}";
    }
}
