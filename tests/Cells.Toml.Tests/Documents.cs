namespace Cells.Toml.Tests;

internal static class Documents
{
    /// <summary>Uses every construct of TOML at least once.</summary>
    public const string Everything = """"
        # comment
        title = "caf\u00e9 \U0001F600 \" \\ \t"
        'literal key' = 'C:\path'
        "quoted.key" = 1
        a.b.c = true
        a.b.d = false

        [numbers]
        decimal = -1_000
        hex = 0xDEAD_beef
        octal = 0o755
        binary = 0b1101
        float = +3.14e-2
        infinite = [inf, -inf, nan]

        [times]
        offset = 1979-05-27 07:32:00.5-07:00
        utc = 1979-05-27T07:32:00Z
        local = 1979-05-27T07:32:00
        date = 1979-05-27
        time = 07:32:00.999999

        [text]
        multi = """
        one \
            two
        ""three"" """
        literal = '''
        raw \ text'''

        [[items]]
        name = { first = "x", last.part = [1, [2, { y = 3 }],] }
        [[items.sub]]
        n = 1
        [[items]]
        [items.sub.more]

        """";

    public static TomlTable Read(string text) => TomlDocument.Parse(text, "Genome.toml").Root;

    public static string ErrorOf(string text) => Assert.Throws<TomlException>(() => Read(text)).Message;
}
