using System.Globalization;
using System.Text;

namespace Cells.Image.Tests.Golden;

/// <summary>The page that shows every golden file.</summary>
internal static class GoldenPage
{
    private const string Head = """
        # Examples of the wire image

        One image for every kind of member and child of [the wire image](wire.md), byte by byte. The same files lie in `tests/golden`, a folder for each:
        `schema.json`, `image.hex`, `value.json`. A writer of another language makes the same bytes of the same value; its reader makes the JSON of the bytes.
        `tests/golden/decode.py` is such a reader in Python.

        A line has the offset of its first byte, up to eight bytes, and what they mean. `at 0 + 16 = 16` is a reference that counts from 0, where its block
        begins, and leads 16 bytes on.

        This page is written by `CELLS_ACCEPT_GOLDEN=1 dotnet test tests/Cells.Image.Tests`.

        """;

    private const string HostileHead = """

        ## What must be refused

        Each of these files in `tests/golden/hostile` is read by the schema of the example named beside it. A reader that makes an owned value of it, or JSON, must fail;
        what fails in a view fails when it is looked at.

        | file | schema of | why |
        |---|---|---|

        """;

    public static string Write()
    {
        var page = new StringBuilder(Head);
        foreach (GoldenCase item in GoldenCases.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {Title(item)}\n\n{item.Explanation}\n\n");
            Block(page, "json", GoldenSchema.Of(item.Message));
            Block(page, "json", item.Json + "\n");
            Block(page, "text", File.ReadAllText(GoldenFiles.ImageOf(item)));
        }

        page.Append(HostileHead);
        foreach (HostileCase item in HostileCases.All)
            page.Append(CultureInfo.InvariantCulture, $"| `{item.Name}.hex` | {Title(item.Of)} | {item.Reason} |\n");
        return page.ToString();
    }

    private static string Title(GoldenCase item)
    {
        string words = item.Name.Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static void Block(StringBuilder page, string language, string text)
    {
        if (page[^1] == '\n' && page[^2] != '\n')
            page.Append('\n');
        page.Append(CultureInfo.InvariantCulture, $"```{language}\n{text}```\n");
    }
}
