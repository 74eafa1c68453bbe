using System.Globalization;
using Cells.Platform.Native;

namespace Cells.Platform.Files;

/// <summary>Makes directories that belong to this user alone.</summary>
public static class PrivateDirectory
{
    private const uint OwnerOnly = 0x1C0;
    private const uint WritableByOthers = 0x12;

    /// <summary>Makes a directory that only its owner can enter, or checks that the one that is there can be trusted.</summary>
    /// <param name="path">The directory. Missing ones above it are made as well.</param>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else, others may write to it, or it is no directory.</exception>
    public static void Ensure(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent && !Directory.Exists(parent))
            Ensure(parent);
        if (Libc.MakeDirectory(path, OwnerOnly) == 0)
            return;

        int error = Errno.Last;
        if (error != Errno.Exists)
            throw Errno.Failure("mkdir", error, path);

        FileStatus status = FileStatus.Of(path, followLinks: false);
        if (!status.IsDirectory)
            throw new UnauthorizedAccessException($"{path} is not a directory. Remove it, or name another run directory with --run-dir.");
        if (status.UserId != Libc.EffectiveUser())
        {
            throw new UnauthorizedAccessException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} belongs to user {status.UserId}, not to you. Name another run directory with --run-dir."));
        }

        if ((status.Permissions & WritableByOthers) != 0)
            throw new UnauthorizedAccessException($"Others may write to {path}. Take that right away (chmod go-w), or name another run directory with --run-dir.");
    }
}
