using System.Globalization;
using Dodeca.Problems;
using Microsoft.Win32.SafeHandles;

namespace Dodeca.Sources;

/// <summary>Opens files of a site, and none outside of it, wherever links lead.</summary>
internal static class SiteFile
{
    /// <param name="site">The site's folder.</param>
    /// <param name="path">The file, from it.</param>
    /// <exception cref="SiteException">It is not in the site.</exception>
    internal static SafeFileHandle Open(string site, string path)
    {
        SafeFileHandle file = File.OpenHandle(Path.Combine(site, path), options: FileOptions.Asynchronous);
        try
        {
            // What was opened is asked where it is: a path could lead elsewhere by the time that it is opened.
            string? real = new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.DangerousGetHandle()}")).LinkTarget;
            if (real?.StartsWith(RealPath(site) + "/", StringComparison.Ordinal) != true)
                throw new SiteException("this link leads out of the site", file: path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A folder's path without links.</summary>
    private static string RealPath(string folder)
    {
        string real = Path.GetPathRoot(folder)!;
        foreach (string part in folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (Directory.ResolveLinkTarget(real, returnFinalTarget: true) is { } target)
                real = RealPath(target.FullName);
        }

        return real;
    }
}
