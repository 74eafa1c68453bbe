using System.Diagnostics;
using Cells.Platform.Native;

namespace Cells.Platform.Files;

/// <summary>A lock on a file (<c>flock</c>), held by an open descriptor: it ends with its process, however that ends. The file stays.</summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(20);
    private readonly DescriptorHandle _file;

    private FileLock(DescriptorHandle file) => _file = file;

    /// <summary>The descriptor, to be inherited: the lock lasts until the last process that has it lets go.</summary>
    public DescriptorHandle Handle => _file;

    /// <summary>Takes the lock alone if nobody has it; null where somebody has.</summary>
    /// <param name="path">The file; made where it is missing, its directory is not.</param>
    /// <exception cref="PlatformException">The file cannot be opened.</exception>
    public static FileLock? TryTake(string path) => TryTake(path, Constants.LockExclusive);

    /// <summary>Takes the lock beside others that share it; null where somebody has it alone.</summary>
    /// <param name="path">The file; made where it is missing, its directory is not.</param>
    /// <exception cref="PlatformException">The file cannot be opened.</exception>
    public static FileLock? TryShare(string path) => TryTake(path, Constants.LockShared);

    /// <summary>Takes the lock, waiting for whoever has it.</summary>
    /// <exception cref="TimeoutException">Whoever has it did not let go in time.</exception>
    public static async Task<FileLock> TakeAsync(string path, TimeSpan timeout, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (TryTake(path) is { } taken)
                return taken;
            if (Stopwatch.GetElapsedTime(start) >= timeout)
                throw new TimeoutException($"Somebody has held the lock {path} for more than {timeout.TotalSeconds:0} s.");
            await Task.Delay(Retry, cancellation);
        }
    }

    /// <summary>Lets go.</summary>
    public void Dispose() => _file.Dispose();

    private static FileLock? TryTake(string path, int kind)
    {
        int descriptor = Libc.Open(path, Constants.OpenReadWrite | Constants.OpenCreate | Constants.OpenCloseOnExec, 0x180);
        if (descriptor < 0)
            throw Errno.Failure("open", path);
        var file = new DescriptorHandle(descriptor);
        if (Libc.LockFile(descriptor, kind | Constants.LockNonBlocking) == 0)
            return new FileLock(file);

        int error = Errno.Last;
        file.Dispose();
        return error is Errno.TryAgain or Errno.Interrupted ? null : throw Errno.Failure("flock", error, path);
    }
}
