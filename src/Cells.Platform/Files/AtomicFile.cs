namespace Cells.Platform.Files;

/// <summary>Writes a file so that a reader sees all of the old content or all of the new.</summary>
public static class AtomicFile
{
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
}
