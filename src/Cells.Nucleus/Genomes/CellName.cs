namespace Cells.Nucleus.Genomes;

/// <summary>What a cell may be called: it names a folder and a socket, and stands in code.</summary>
public static class CellName
{
    /// <summary>The most characters that a name has.</summary>
    public const int LengthMax = 63;

    /// <summary>The one spelling of a name, which a user may write with <c>-</c> for <c>_</c>.</summary>
    public static string Normalize(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Replace('-', '_');
    }

    /// <summary>Whether a normalized name is one: <c>a</c> to <c>z</c>, then these, digits and <c>_</c>.</summary>
    public static bool IsValid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= LengthMax && char.IsAsciiLetterLower(name[0]) && name.All(IsAllowed);
    }

    /// <summary>What is expected of a name, for an error message.</summary>
    internal static string Expected => $"expected a-z, then a-z 0-9 _ -, at most {LengthMax} characters";

    private static bool IsAllowed(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_';
}
