using System.Text;
using Cells.Platform.Native;

namespace Cells.Platform.Sockets;

/// <summary>A socket address for a path of any length, or for a name without a file, which begins with <c>@</c>.</summary>
internal sealed class UnixAddress : IDisposable
{
    /// <summary>What <c>sockaddr_un</c> has room for, its terminator included.</summary>
    private const int MaxPathBytes = 108;
    private readonly DescriptorHandle? _directory;

    internal UnixAddress(string path)
    {
        byte[] name = Encoding.UTF8.GetBytes(path);
        bool hasFile = name is not [(byte)'@', ..];
        if (!hasFile)
            name[0] = 0;
        else if (name.Length >= MaxPathBytes)
        {
            _directory = OpenDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            name = Encoding.UTF8.GetBytes($"/proc/self/fd/{_directory.Number}/{Path.GetFileName(path)}");
            if (name.Length >= MaxPathBytes)
                throw new ArgumentException($"The file name of a socket takes at most {MaxPathBytes - 26} bytes: {path}", nameof(path));
        }

        Bytes = new byte[sizeof(ushort) + MaxPathBytes];
        BitConverter.TryWriteBytes(Bytes, (ushort)Constants.AddressFamilyUnix);
        name.CopyTo(Bytes, sizeof(ushort));
        Length = sizeof(ushort) + name.Length + (hasFile ? 1 : 0);
    }

    internal byte[] Bytes { get; }

    internal int Length { get; }

    public void Dispose() => _directory?.Dispose();

    private static DescriptorHandle OpenDirectory(string path)
    {
        int descriptor = Libc.Open(path, Constants.OpenPath | Constants.OpenDirectory | Constants.OpenCloseOnExec, 0);
        return descriptor < 0 ? throw Errno.Failure("open", path) : new DescriptorHandle(descriptor);
    }
}
