using Cells;
using Cells.Images;
using Cells.Platform.Files;
using Dodeca.Sources;

namespace Dodeca.Building;

/// <summary>What was found in a site's folder.</summary>
/// <param name="Files">Its files.</param>
[CellMessage]
public sealed partial record KnownSources(List<KnownSource> Files);

/// <summary>A file as it was when it was read.</summary>
[CellMessage]
public sealed partial record KnownSource(string Path, FileStamp Stamp, ulong Inode, long ModifiedNanoseconds, long ChangedNanoseconds);

/// <summary>What was written into a folder.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Files">Its files.</param>
[CellMessage]
public sealed partial record OutputManifest(string Folder, List<WrittenFile> Files);

/// <summary>A file that was written.</summary>
[CellMessage]
public sealed partial record WrittenFile(string Path, string Hash, long Length, long ModifiedNanoseconds);

/// <summary>Small files of a cache: whole, or as good as not there.</summary>
internal static class CacheFile
{
    internal static T? Read<T>(string path)
        where T : class, IImageMessage<T>
    {
        try
        {
            return File.Exists(path) ? ImageCodec.Read<T>(File.ReadAllBytes(path)) : null;
        }
        catch (Exception error) when (error is ImageException or IOException)
        {
            // What cannot be read is found out anew.
            return null;
        }
    }

    internal static void Write<T>(string path, T content)
        where T : IImageMessage<T>
    {
        byte[] image = new byte[ImageCodec.Measure(content)];
        ImageCodec.Write(image, content);
        AtomicFile.Write(path, image);
    }
}
