using Cells.Platform.Native;

namespace Cells.Platform.SharedMemory;

/// <summary>
/// Memory that one process writes and others read. Its writer creates, maps, allocates and then seals it, so that nobody else can write, shrink or grow it, or punch holes
/// into it; a reader checks all of that before it reads.
/// </summary>
public sealed unsafe class SharedRegion : IDisposable
{
    private const int Seals = Constants.SealSeal | Constants.SealShrink | Constants.SealGrow | Constants.SealFutureWrite;
    private const int BlockBytes = 512;
    private nint _address;

    private SharedRegion(DescriptorHandle descriptor, byte* address, int bytes)
    {
        Descriptor = descriptor;
        _address = (nint)address;
        Bytes = bytes;
    }

    /// <summary>What is passed to readers.</summary>
    public DescriptorHandle Descriptor { get; }

    /// <summary>Its size in bytes.</summary>
    public int Bytes { get; }

    internal byte* Address => (byte*)_address;

    /// <summary>Creates a region that this process writes.</summary>
    /// <param name="bytes">Its size: a multiple of the page size.</param>
    /// <exception cref="PlatformException">The system grants none, or not so much.</exception>
    public static SharedRegion Create(int bytes)
    {
        int number = Libc.CreateMemory("cells", Constants.MemoryCloseOnExec | Constants.MemoryAllowSealing);
        if (number < 0)
            throw Errno.Failure("memfd_create");
        var descriptor = new DescriptorHandle(number);
        byte* address = null;
        try
        {
            if (Libc.Truncate(number, bytes) < 0)
                throw Errno.Failure("ftruncate");
            address = Map(number, bytes, Constants.ProtectRead | Constants.ProtectWrite);
            if (Libc.Allocate(number, 0, 0, bytes) < 0)
                throw Errno.Failure("fallocate");
            if (Libc.FileControl(number, Constants.AddSeals, Seals) < 0)
                throw Errno.Failure("fcntl(F_ADD_SEALS)");
            return new SharedRegion(descriptor, address, bytes);
        }
        catch
        {
            if (address is not null)
                Libc.Unmap(address, (nuint)bytes);
            descriptor.Dispose();
            throw;
        }
    }

    /// <summary>Maps a region that another process writes, for reading.</summary>
    /// <param name="descriptor">As it was received; the region owns it from now on, also where this fails.</param>
    /// <param name="bytes">The size it must have.</param>
    /// <exception cref="InvalidDataException">It is no such region: says why.</exception>
    /// <exception cref="PlatformException">It cannot be mapped.</exception>
    public static SharedRegion Open(DescriptorHandle descriptor, int bytes)
    {
        try
        {
            using var use = new HandleUse(descriptor);
            ThrowUnlessSealed(use.Number);
            ThrowUnlessComplete(use.Number, bytes);
            return new SharedRegion(descriptor, Map(use.Number, bytes, Constants.ProtectRead), bytes);
        }
        catch
        {
            descriptor.Dispose();
            throw;
        }
    }

    /// <summary>The descriptor is not passed on any more; the mapping stays.</summary>
    public void CloseDescriptor() => Descriptor.Dispose();

    /// <summary>Unmaps the region. Nobody may be reading or writing it.</summary>
    public void Dispose()
    {
        nint address = Interlocked.Exchange(ref _address, 0);
        if (address != 0)
            Libc.Unmap((byte*)address, (nuint)Bytes);
        Descriptor.Dispose();
    }

    private static byte* Map(int descriptor, int bytes, int protection)
    {
        void* address = Libc.Map(null, (nuint)bytes, protection, Constants.MapShared, descriptor, 0);
        return (nint)address == -1 ? throw Errno.Failure("mmap") : (byte*)address;
    }

    private static void ThrowUnlessSealed(int descriptor)
    {
        // Only a memfd has seals at all; those of hugetlbfs and of other kinds are told apart by the file system.
        int seals = Libc.FileControl(descriptor, Constants.GetSeals, 0);
        if (seals < 0 || (seals & Seals) != Seals)
            throw new InvalidDataException("The peer's memory is not sealed against writing and resizing.");
        byte* status = stackalloc byte[256];
        if (Libc.FileSystemStatus(descriptor, status) < 0)
            throw Errno.Failure("fstatfs");
        if (*(long*)status != Constants.TemporaryFileSystem)
            throw new InvalidDataException("The peer's memory is not of the kind that was agreed on (tmpfs).");
    }

    private static void ThrowUnlessComplete(int descriptor, int bytes)
    {
        ExtendedStatus status;
        if (Libc.Status(descriptor, "", Constants.StatusEmptyPath, Constants.StatusBasic, &status) < 0)
            throw Errno.Failure("statx");
        if (status.Size != (ulong)bytes)
            throw new InvalidDataException($"The peer's memory has {status.Size} bytes; {bytes} were agreed on.");
        if (status.Blocks < (ulong)bytes / BlockBytes)
            throw new InvalidDataException($"The peer's memory of {bytes} bytes has holes: {status.Blocks * BlockBytes} bytes are allocated.");
    }
}
