namespace Cells.Toml.Parsing;

/// <summary>Reads a file whose length cannot be trusted: it may grow, or be a device.</summary>
internal static class BoundedFile
{
    /// <summary>Reads the file's bytes, but at most one more than <paramref name="bytesMax"/>, which the caller refuses.</summary>
    public static ReadOnlySpan<byte> Read(Stream file, int bytesMax)
    {
        using var content = new MemoryStream();
        byte[] chunk = new byte[4096];
        while (content.Length <= bytesMax)
        {
            int wanted = (int)Math.Min(chunk.Length, bytesMax + 1L - content.Length);
            int read = file.Read(chunk, 0, wanted);
            if (read == 0)
            {
                break;
            }
            content.Write(chunk, 0, read);
        }
        return content.ToArray();
    }
}
