namespace Cells.Image.Tests.Golden;

/// <summary>Replaces what is checked in by what is made now.</summary>
internal static class GoldenAcceptance
{
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("CELLS_ACCEPT_GOLDEN") == "1";

    public static void WriteAll()
    {
        foreach (GoldenCase item in GoldenCases.All)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(GoldenFiles.ImageOf(item))!);
            File.WriteAllText(GoldenFiles.SchemaOf(item), GoldenSchema.Of(item.Message));
            File.WriteAllText(GoldenFiles.ValueOf(item), item.Json + "\n");
            File.WriteAllText(GoldenFiles.ImageOf(item), GoldenFiles.Hex(item.Image));
            File.WriteAllText(GoldenFiles.ImageOf(item), Explain(item));
        }

        foreach (HostileCase item in HostileCases.All)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(GoldenFiles.ImageOf(item))!);
            File.WriteAllText(GoldenFiles.ImageOf(item), item.Text);
        }

        File.WriteAllText(GoldenFiles.Page, GoldenPage.Write());
    }

    /// <summary>The image with what the decoder says of its bytes.</summary>
    private static string Explain(GoldenCase item)
    {
        (int exitCode, string output, string error) = PythonDecoder.Run(GoldenFiles.SchemaOf(item), GoldenFiles.ImageOf(item), "--explain");
        return exitCode == 0 ? output : throw new InvalidOperationException($"{item.Name}: {error}");
    }
}
