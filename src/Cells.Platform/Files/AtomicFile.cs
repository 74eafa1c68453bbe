namespace Cells.Platform.Files;

/// <summary>Writes a file so that a reader sees all of the old content or all of the new.</summary>
public static class AtomicFile
{
    // By default a pattern's last '.*' would also stand for nothing.
    private static readonly EnumerationOptions Literally = new() { MatchType = MatchType.Simple };

    /// <summary>Writes; the last of several writers at once wins.</summary>
    /// <param name="path">The file; its directory exists.</param>
    /// <param name="content">What it is to hold.</param>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string draft = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():n}";
        try
        {
            File.WriteAllBytes(draft, content);
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Removes what writers have left that were killed. Only where nobody writes.</summary>
    /// <param name="path">The file that they wrote; its directory exists.</param>
    public static void RemoveDrafts(string path)
    {
        foreach (string draft in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".*.*", Literally))
            File.Delete(draft);
    }
}
