using System.Text.Json;
using Cells.Images.Schemas;

namespace Cells.Images.Dynamic;

/// <summary>The defaults of members as this folder reads JSON.</summary>
internal static class MemberDefaults
{
    /// <summary>A member's default; null where it has none.</summary>
    public static JsonElement? Of(MemberSchema member) => member.Default is { } json ? JsonElement.Parse(json) : null;
}
