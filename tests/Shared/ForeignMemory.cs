using System.Runtime.InteropServices;
using Cells.Platform.Native;

namespace Cells.Tests;

/// <summary>Shared memory as another program makes it: sealed or not, complete or not, with any bytes in it.</summary>
public sealed class ForeignMemory : IDisposable
{
    public const int AllSeals = 0x1 | 0x2 | 0x4 | 0x10;

    private readonly int _bytes;
    private readonly nint _address;

    public ForeignMemory(int bytes, int seals = AllSeals, bool isComplete = true)
    {
        _bytes = bytes;
        Descriptor = new DescriptorHandle(memfd_create("cells-foreign", 1 | 2));
        Check(ftruncate(Descriptor.Number, bytes));
        _address = mmap(0, bytes, 1 | 2, 1, Descriptor.Number, 0);
        Check(_address == -1 ? -1 : 0);
        if (isComplete)
            Check(fallocate(Descriptor.Number, 0, 0, bytes));
        Check(seals == 0 ? 0 : fcntl(Descriptor.Number, 1033, seals));
    }

    public DescriptorHandle Descriptor { get; }

    /// <summary>Writes a cursor, as an honest or a dishonest peer would.</summary>
    public void Write(int offset, long value) => Marshal.WriteInt64(_address + offset, value);

    /// <summary>Writes bytes anywhere.</summary>
    public void Write(int offset, byte[] bytes) => Marshal.Copy(bytes, 0, _address + offset, bytes.Length);

    /// <summary>A descriptor of its own, to give away.</summary>
    public DescriptorHandle Duplicate() => new(fcntl(Descriptor.Number, 1030, 0));

    /// <summary>Whether anybody who opens it again could map it for writing.</summary>
    public static bool CanBeWrittenBy(DescriptorHandle other, int bytes)
    {
        int reopened = open($"/proc/self/fd/{other.Number}", 0x80002);
        if (reopened < 0)
            return false;
        nint address = mmap(0, bytes, 1 | 2, 1, reopened, 0);
        bool isMapped = address != -1;
        if (isMapped)
            munmap(address, bytes);
        bool isWritten = write(reopened, [1], 1) == 1;
        bool isCut = ftruncate(reopened, 0) == 0;
        bool isPunched = fallocate(reopened, 1 | 2, 0, 4096) == 0;
        close(reopened);
        return isMapped || isWritten || isCut || isPunched;
    }

    /// <summary>Sends a byte with its descriptor many times over, as no program does by mistake.</summary>
    public void SendTimes(int count, DescriptorHandle socket)
    {
        // iovec at 0, msghdr at 16, the byte at 72, the control message at 80.
        nint memory = Marshal.AllocHGlobal(80 + 16 + (count * sizeof(int)) + 8);
        try
        {
            for (int i = 0; i < 80; i++)
                Marshal.WriteByte(memory + i, 0);
            Marshal.WriteIntPtr(memory, memory + 72);
            Marshal.WriteIntPtr(memory + 8, 1);
            Marshal.WriteIntPtr(memory + 32, memory);
            Marshal.WriteIntPtr(memory + 40, 1);
            Marshal.WriteIntPtr(memory + 48, memory + 80);
            Marshal.WriteIntPtr(memory + 56, 16 + (count * sizeof(int)));
            Marshal.WriteIntPtr(memory + 80, 16 + (count * sizeof(int)));
            Marshal.WriteInt32(memory + 88, 1);
            Marshal.WriteInt32(memory + 92, 1);
            for (int i = 0; i < count; i++)
                Marshal.WriteInt32(memory + 96 + (i * sizeof(int)), Descriptor.Number);
            Check((int)sendmsg(socket.Number, memory + 16, 0x4000));
        }
        finally
        {
            Marshal.FreeHGlobal(memory);
        }
    }

    public void Dispose()
    {
        munmap(_address, _bytes);
        Descriptor.Dispose();
    }

    private static void Check(int result)
    {
        if (result < 0)
            throw new InvalidOperationException($"A call failed with {Marshal.GetLastPInvokeErrorMessage()}.");
    }

#pragma warning disable SYSLIB1054, CA2101, SA1300, IDE1006 // A few calls in a test need no generated marshalling, and keep the system's names.
    [DllImport("libc", SetLastError = true)]
    private static extern int memfd_create(string name, uint flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int ftruncate(int descriptor, long length);

    [DllImport("libc", SetLastError = true)]
    private static extern int fallocate(int descriptor, int mode, long offset, long length);

    [DllImport("libc", SetLastError = true)]
    private static extern int fcntl(int descriptor, int command, nint argument);

    [DllImport("libc", SetLastError = true)]
    private static extern nint mmap(nint address, nint length, int protection, int flags, int descriptor, long offset);

    [DllImport("libc", SetLastError = true)]
    private static extern int munmap(nint address, nint length);

    [DllImport("libc", SetLastError = true)]
    private static extern int open(string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern nint write(int descriptor, byte[] bytes, nint count);

    [DllImport("libc", SetLastError = true)]
    private static extern nint sendmsg(int descriptor, nint message, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);
#pragma warning restore SYSLIB1054, CA2101, SA1300, IDE1006
}
