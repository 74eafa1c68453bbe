using System.Runtime.InteropServices;
using Cells.Platform.Native;

namespace Cells.Platform.Files;

/// <summary>What the file system says about a file without reading it. Two equal ones mean: the same file, not written to in between.</summary>
/// <param name="Device">The file system that it is on.</param>
/// <param name="Inode">Its number there.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="ModifiedNanoseconds">When its content was last written, since 1970; programs can set it.</param>
/// <param name="ChangedNanoseconds">When anything about it was last changed, since 1970; nobody can set it.</param>
/// <param name="UserId">Its owner.</param>
/// <param name="Mode">Its kind and permissions.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FileStatus(ulong Device, ulong Inode, long Size, long ModifiedNanoseconds, long ChangedNanoseconds, uint UserId, uint Mode)
{
    private const uint KindMask = 0xF000;
    private const uint DirectoryKind = 0x4000;
    private const uint LinkKind = 0xA000;

    /// <summary>Whether it is a directory.</summary>
    public bool IsDirectory => (Mode & KindMask) == DirectoryKind;

    /// <summary>Whether it is a symbolic link itself: only where it was not followed.</summary>
    public bool IsLink => (Mode & KindMask) == LinkKind;

    /// <summary>Who may do what.</summary>
    public uint Permissions => Mode & 0xFFF;

    /// <summary>Looks at a file.</summary>
    /// <exception cref="PlatformException">It cannot be looked at.</exception>
    public static FileStatus Of(string path, bool followLinks = true) =>
        TryOf(path, out FileStatus status, followLinks) ? status : throw Errno.Failure("statx", Errno.NoEntry, path);

    /// <summary>Looks at a file; false where there is none.</summary>
    /// <exception cref="PlatformException">It cannot be looked at.</exception>
    public static unsafe bool TryOf(string path, out FileStatus status, bool followLinks = true)
    {
        const int notADirectory = 20;
        ExtendedStatus found;
        if (Libc.Status(Constants.StatusAtCurrent, path, followLinks ? 0 : Constants.StatusNoFollow, Constants.StatusBasic, &found) < 0)
        {
            status = default;
            return Errno.Last is Errno.NoEntry or notADirectory ? false : throw Errno.Failure("statx", path);
        }

        status = new FileStatus(
            ((ulong)found.DeviceMajor << 32) | found.DeviceMinor,
            found.Inode,
            (long)found.Size,
            (found.ModifiedSeconds * 1_000_000_000) + found.ModifiedNanoseconds,
            (found.ChangedSeconds * 1_000_000_000) + found.ChangedNanoseconds,
            found.User,
            found.Mode);
        return true;
    }
}
