using System.Globalization;
using Cells.Images.Schemas.Json;

namespace Cells.Images.Schemas.Files;

/// <summary>The number by which a file says how it is to be read.</summary>
internal static class FileFormat
{
    private const string Name = "format";

    public static JsonMember Member(int format) =>
        new(Name, default, new JsonNode(JsonKind.Number, default) { Text = format.ToString(CultureInfo.InvariantCulture) });

    /// <summary>Refuses a file of another format, before anything else of it is looked at.</summary>
    public static void Check(JsonNode root, string kind, int known)
    {
        JsonNode format = root.Get(Name).Expect(JsonKind.Number);
        if (!int.TryParse(format.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
            throw format.Position.Error($"A {kind}'s format is a number from 1; found {format.Text}.");
        if (number > known)
            throw format.Position.Error($"The {kind} is of format {number}, which is newer than this version of Cells, which reads up to {known}; update Cells, or write it again with this version.");
    }
}
