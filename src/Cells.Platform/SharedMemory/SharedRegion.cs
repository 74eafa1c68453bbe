using Cells.Platform.Faults;
using Cells.Platform.Memory;
using Cells.Platform.Native;

namespace Cells.Platform.SharedMemory;

/// <summary>
/// Memory that one process writes and others read. Its writer creates, maps, allocates and then seals it, so that nobody else can write, shrink or grow it, or punch holes
/// into it; a reader checks all of that before it reads. Counted: it goes when its last holder releases it, and even then nobody finds a page missing.
/// </summary>
public sealed unsafe class SharedRegion : IDisposable
{
    private const int Seals = Constants.SealSeal | Constants.SealShrink | Constants.SealGrow | Constants.SealFutureWrite;
    private const int BlockBytes = 512;
    private readonly AddressRange _range;
    private static int s_retired;
    private int _holders = 1;

    private SharedRegion(DescriptorHandle descriptor, AddressRange range, int bytes)
    {
        Descriptor = descriptor;
        _range = range;
        Bytes = bytes;
        Memory = new PinnedBuffer(range.Address, bytes);
    }

    /// <summary>What is passed to readers.</summary>
    public DescriptorHandle Descriptor { get; }

    /// <summary>Its size in bytes.</summary>
    public int Bytes { get; }

    /// <summary>All of it. Reading it is safe for ever; writing it is for the region's writer.</summary>
    public PinnedBuffer Memory { get; }

    /// <summary>Whether it is gone.</summary>
    public bool IsRetired => Volatile.Read(ref _holders) <= 0;

    /// <summary>How many regions of this process have gone so far.</summary>
    public static int RetiredCount => Volatile.Read(ref s_retired);

    internal byte* Address => _range.Address;

    /// <summary>Creates a region that this process writes.</summary>
    /// <param name="bytes">Its size: a multiple of the page size.</param>
    /// <exception cref="PlatformException">The system grants none, or not so much.</exception>
    public static SharedRegion Create(int bytes)
    {
        int number = Libc.CreateMemory("cells", Constants.MemoryCloseOnExec | Constants.MemoryAllowSealing);
        if (number < 0)
            throw Errno.Failure("memfd_create");
        var descriptor = new DescriptorHandle(number);
        AddressRange? range = null;
        try
        {
            if (Libc.Truncate(number, bytes) < 0)
                throw Errno.Failure("ftruncate");
            range = AddressRange.Map(number, bytes, Constants.ProtectRead | Constants.ProtectWrite);
            FaultPoints.Reach(FaultPoint.RegionMapped);
            if (Libc.Allocate(number, 0, 0, bytes) < 0)
                throw Errno.Failure("fallocate");
            FaultPoints.Reach(FaultPoint.RegionAllocated);
            if (Libc.FileControl(number, Constants.AddSeals, Seals) < 0)
                throw Errno.Failure("fcntl(F_ADD_SEALS)");
            FaultPoints.Reach(FaultPoint.RegionSealed);
            return new SharedRegion(descriptor, range, bytes);
        }
        catch
        {
            range?.Retire();
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
            FaultPoints.Reach(FaultPoint.RegionReceived);
            using var use = new HandleUse(descriptor);
            ThrowUnlessSealed(use.Number);
            ThrowUnlessComplete(use.Number, bytes);
            FaultPoints.Reach(FaultPoint.RegionChecked);
            return new SharedRegion(descriptor, AddressRange.Map(use.Number, bytes, Constants.ProtectRead), bytes);
        }
        catch
        {
            descriptor.Dispose();
            throw;
        }
    }

    /// <summary>The descriptor is not passed on any more; the mapping stays.</summary>
    public void CloseDescriptor() => Descriptor.Dispose();

    /// <summary>Holds the region until <see cref="Release"/>. False: it is gone.</summary>
    public bool TryRetain()
    {
        int holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            int seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
                return true;
            holders = seen;
        }

        return false;
    }

    /// <summary>Ends one hold.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) != 0)
            return;
        FaultPoints.Reach(FaultPoint.RegionRetiring);
        _range.Retire();
        Descriptor.Dispose();
        Interlocked.Increment(ref s_retired);
        FaultPoints.Reach(FaultPoint.RegionRetired);
    }

    /// <summary>Ends its maker's hold.</summary>
    public void Dispose() => Release();

    /// <summary>A part of it, as memory. Reading it is safe for ever; writing it is for the region's writer.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="bytes">Its size.</param>
    public PinnedBuffer Slice(int offset, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)offset, (uint)Bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)(Bytes - offset));
        return new PinnedBuffer(Address + offset, bytes);
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
