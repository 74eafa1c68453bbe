using Cells.Platform;
using Cells.Platform.Files;

namespace Cells.Nucleus.Builds;

/// <summary>Where libraries are kept that were compiled ahead for one program and serve others, by their content: a folder of the user's cache. Removing it costs time and nothing else.</summary>
internal static class CompiledCode
{
    /// <summary>How many are kept, those that were used last: some hundred megabytes.</summary>
    internal const int Limit = 400;

    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromHours(1);

    /// <summary>The folder; null where there can be none, so that each build compiles for itself.</summary>
    internal static string? Folder()
    {
        string folder = Path.Combine(BuildPlace.CacheDirectory(), "cells", "compiled");
        try
        {
            PrivateDirectory.Ensure(folder);
            return folder;
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or PlatformException)
        {
            return null;
        }
    }

    /// <summary>Removes what was not used for longest, and what builds that were killed have left.</summary>
    internal static void Prune(string folder)
    {
        foreach (FileInfo unused in new DirectoryInfo(folder).EnumerateFiles("*.dll").OrderByDescending(static file => file.LastWriteTimeUtc).Skip(Limit))
            unused.Delete();
        foreach (DirectoryInfo left in new DirectoryInfo(folder).EnumerateDirectories(".arriving-*").Where(static one => DateTime.UtcNow - one.LastWriteTimeUtc > ArrivalLimit))
            left.Delete(recursive: true);
    }
}
