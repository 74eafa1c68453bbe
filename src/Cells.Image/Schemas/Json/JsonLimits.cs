namespace Cells.Images.Schemas.Json;

/// <summary>What a text may be at most.</summary>
internal static class JsonLimits
{
    /// <summary>How many characters a text may have.</summary>
    public const int MaxCharacters = 16 << 20;

    /// <summary>How deep objects and arrays may stand in each other.</summary>
    public const int MaxDepth = 256;
}
