using System.Globalization;
using System.Reflection;
using System.Text;

namespace Cells.Image.Tests.Golden;

/// <summary>Where golden files lie, and how bytes stand in them.</summary>
internal static class GoldenFiles
{
    private const int BytesPerLine = 8;

    public static string Root { get; } =
        typeof(GoldenFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "RepositoryRoot").Value!;

    public static string Folder { get; } = Path.Combine(Root, "tests", "golden");

    public static string Decoder { get; } = Path.Combine(Folder, "decode.py");

    public static string Page { get; } = Path.Combine(Root, "docs", "wire-examples.md");

    public static string ImageOf(GoldenCase item) => Path.Combine(Folder, item.Name, "image.hex");

    public static string SchemaOf(GoldenCase item) => Path.Combine(Folder, item.Name, "schema.json");

    public static string ValueOf(GoldenCase item) => Path.Combine(Folder, item.Name, "value.json");

    public static string ImageOf(HostileCase item) => Path.Combine(Folder, "hostile", item.Name + ".hex");

    /// <summary>The bytes of a file: behind each line's offset, up to a comment.</summary>
    public static byte[] ReadHex(string path)
    {
        var hex = new StringBuilder();
        foreach (string line in File.ReadLines(path).Where(static line => line.Length > 0 && line[0] != '#'))
            hex.Append(line[6..].Split("  ")[0].Replace(" ", "", StringComparison.Ordinal));
        return Convert.FromHexString(hex.ToString());
    }

    /// <summary>Lines of bytes, each behind its offset.</summary>
    public static string Hex(byte[] image)
    {
        var text = new StringBuilder();
        for (int at = 0; at < image.Length; at += BytesPerLine)
        {
            string bytes = string.Join(' ', image.Skip(at).Take(BytesPerLine).Select(static item => item.ToString("x2", CultureInfo.InvariantCulture)));
            text.Append(CultureInfo.InvariantCulture, $"{at,4}  {bytes}\n");
        }

        return text.ToString();
    }

    /// <summary>Compares a file with what it should be.</summary>
    public static void Same(string path, string expected)
    {
        Assert.True(File.Exists(path), $"{path} is not there. CELLS_ACCEPT_GOLDEN=1 writes it.");
        Assert.Equal(expected, File.ReadAllText(path));
    }
}
