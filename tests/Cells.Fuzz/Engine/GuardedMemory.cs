using System.Runtime.InteropServices;

namespace Cells.Fuzz.Engine;

/// <summary>
/// Memory that ends where no memory is: who reads a byte past it, or before its first page, ends the process. Where the system is not Linux it is
/// memory like any other.
/// </summary>
internal sealed unsafe class GuardedMemory
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly byte* _end;
    private readonly int _capacity;

    public GuardedMemory(int capacity)
    {
        int page = Environment.SystemPageSize;
        _capacity = (capacity + page - 1) / page * page;
        if (!OperatingSystem.IsLinux())
        {
            _end = (byte*)NativeMemory.Alloc((nuint)_capacity) + _capacity;
            return;
        }

        nint start = Map(0, (nuint)(_capacity + 2 * page), 0, PrivateAnonymous, -1, 0);
        if (start == -1 || Protect(start + page, (nuint)_capacity, ReadWrite) != 0)
            throw new InvalidOperationException($"No guarded memory: errno {Marshal.GetLastPInvokeError()}");
        _end = (byte*)start + page + _capacity;
    }

    /// <summary>The last bytes of the memory.</summary>
    public Span<byte> Last(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _capacity);
        return new Span<byte>(_end - bytes, bytes);
    }

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int descriptor, nint offset);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static extern int Protect(nint address, nuint length, int protection);
}
