namespace Cells.Images.Schemas.Comparison;

/// <summary>Whether a member that was not written reads alike in two versions.</summary>
internal static class MemberDefaultComparison
{
    private static readonly string[] Zeros = ["null", "0", "false", "\"\""];

    public static bool AreSame(MemberSchema old, MemberSchema now) => Text(old) == Text(now) || Told(old) == Told(now);

    /// <summary>The default as a schema writes it; null where it has none.</summary>
    public static string? Text(MemberSchema member) => member.Default;

    /// <summary>The default in words.</summary>
    public static string Describe(MemberSchema member) => Text(member) ?? "no default";

    /// <summary>The default, unless it is what a member without one reads as: null where the type has it, else zero.</summary>
    private static string? Told(MemberSchema member) => Text(member) switch
    {
        null or "null" => null,
        { } given when !member.Type.IsOptional && Zeros.Contains(given) => null,
        { } given => given,
    };
}
