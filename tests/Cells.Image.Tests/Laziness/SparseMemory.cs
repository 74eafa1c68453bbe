using System.Runtime.InteropServices;

namespace Cells.Image.Tests.Laziness;

/// <summary>A mapped file in memory of which only those pages exist that were written or read, and which says which those are.</summary>
internal sealed unsafe class SparseMemory : IDisposable
{
    private const int ReadWrite = 3;
    private const int Shared = 1;

    private readonly nint _start;
    private readonly int _bytes;

    public SparseMemory(int bytes)
    {
        _bytes = bytes;
        int descriptor = Checked(CreateInMemory("image", 0), "memfd_create");
        _ = Checked(Truncate(descriptor, bytes), "ftruncate");
        _start = Map(0, (nuint)bytes, ReadWrite, Shared, descriptor, 0);
        _ = Checked(_start == -1 ? -1 : 0, "mmap");
        _ = Checked(Close(descriptor), "close");
    }

    public Span<byte> Span => new((void*)_start, _bytes);

    /// <summary>How many pages there are by now.</summary>
    public int TouchedPages()
    {
        byte[] pages = new byte[(_bytes + Environment.SystemPageSize - 1) / Environment.SystemPageSize];
        _ = Checked(AreInCore(_start, (nuint)_bytes, pages), "mincore");
        return pages.Count(static page => (page & 1) != 0);
    }

    public void Dispose() => _ = Checked(Unmap(_start, (nuint)_bytes), "munmap");

    private static int Checked(int result, string call) =>
        result >= 0 ? result : throw new InvalidOperationException($"{call} failed: errno {Marshal.GetLastPInvokeError()}");

    [DllImport("libc", EntryPoint = "memfd_create", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int CreateInMemory(string name, uint flags);

    [DllImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    private static extern int Truncate(int descriptor, nint bytes);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int descriptor, nint offset);

    [DllImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static extern int Unmap(nint address, nuint length);

    [DllImport("libc", EntryPoint = "mincore", SetLastError = true)]
    private static extern int AreInCore(nint address, nuint length, byte[] pages);
}
