using System.Collections.Concurrent;
using System.Numerics;
using Cells.Platform.Native;

namespace Cells.Platform.SharedMemory;

/// <summary>
/// A range of addresses that is never given back to the system. What was mapped there is replaced by memory without a content when it is retired: whoever still looks at
/// it reads wrong bytes, and no page is ever missing. The range is used again for the next mapping of its size.
/// </summary>
internal sealed unsafe class AddressRange
{
    private static readonly ConcurrentDictionary<nuint, ConcurrentBag<AddressRange>> Retired = new();
    private readonly nuint _bytes;

    private AddressRange(byte* address, nuint bytes)
    {
        Address = address;
        _bytes = bytes;
    }

    /// <summary>Where it begins.</summary>
    internal byte* Address { get; }

    /// <summary>Maps shared memory into a range of its own.</summary>
    /// <exception cref="PlatformException">The system does not map it.</exception>
    internal static AddressRange Map(int descriptor, int bytes, int protection)
    {
        AddressRange range = Take(BitOperations.RoundUpToPowerOf2((nuint)bytes));
        if ((nint)Libc.Map(range.Address, (nuint)bytes, protection, Constants.MapShared | Constants.MapFixed, descriptor, 0) != -1)
            return range;
        PlatformException error = Errno.Failure("mmap");
        range.Retire();
        throw error;
    }

    /// <summary>Takes what is mapped away. Its memory is the system's again as soon as no other process has it mapped.</summary>
    internal void Retire()
    {
        // Where even that fails, the memory stays mapped and the range is lost: no page may go missing.
        if (Reserve(Address, _bytes, Constants.ProtectRead | Constants.ProtectWrite, Constants.MapFixed) is not null)
            Retired.GetOrAdd(_bytes, static _ => []).Add(this);
    }

    private static AddressRange Take(nuint bytes)
    {
        if (Retired.TryGetValue(bytes, out ConcurrentBag<AddressRange>? ranges) && ranges.TryTake(out AddressRange? range))
            return range;
        byte* address = Reserve(null, bytes, Constants.ProtectNone, 0);
        return address is null ? throw Errno.Failure("mmap") : new AddressRange(address, bytes);
    }

    private static byte* Reserve(byte* address, nuint bytes, int protection, int flags)
    {
        void* reserved = Libc.Map(address, bytes, protection, Constants.MapPrivate | Constants.MapAnonymous | Constants.MapNoReserve | flags, -1, 0);
        return (nint)reserved == -1 ? null : (byte*)reserved;
    }
}
