using System.Text;
using Cells.Platform.Native;

namespace Cells.Platform.Files;

/// <summary>
/// A file that is only ever appended to, by this process and by those that inherit its descriptor. Every write goes to the end
/// as it is at that moment, also after <see cref="Clear"/>.
/// </summary>
public sealed unsafe class AppendOnlyFile : IDisposable
{
    private readonly DescriptorHandle _file;

    /// <summary>Opens a file, or makes it, for its owner alone.</summary>
    /// <exception cref="PlatformException">It cannot be opened.</exception>
    public AppendOnlyFile(string path)
    {
        int descriptor = Libc.Open(path, Constants.OpenReadWrite | Constants.OpenCreate | Constants.OpenAppend | Constants.OpenCloseOnExec, 0x180);
        _file = descriptor < 0 ? throw Errno.Failure("open", path) : new DescriptorHandle(descriptor);
        FilePath = path;
    }

    /// <summary>Its path.</summary>
    public string FilePath { get; }

    /// <summary>The descriptor, to be inherited.</summary>
    public DescriptorHandle Handle => _file;

    /// <summary>Its size in bytes.</summary>
    public long Length => new FileInfo(FilePath) is { Exists: true } file ? file.Length : 0;

    /// <summary>Appends a line in one call, so that it stands whole between the lines of others. A full disk loses it.</summary>
    public void AppendLine(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
        using var use = new HandleUse(_file);
        fixed (byte* first = bytes)
            _ = Libc.Write(use.Number, first, (nuint)bytes.Length);
    }

    /// <summary>Removes everything in it.</summary>
    public void Clear()
    {
        using var use = new HandleUse(_file);
        if (Libc.Truncate(use.Number, 0) < 0)
            throw Errno.Failure("ftruncate", FilePath);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
