using System.Runtime.InteropServices;
using Cells.Platform.Native;
using Cells.Platform.SharedMemory;
using Cells.Platform.Sockets;
using Cells.Platform.Threads;

namespace Cells.Bench.Load.Raw;

/// <summary>Bare memory between two processes: each writes its own, a counter and slots, and reads the other's.</summary>
internal sealed class RawMemory : IDisposable
{
    private const int SlotsAt = 4096;
    private const byte Mark = 1;
    private const int LooksBeforeYield = 1000;
    private const int PatienceMilliseconds = 10_000;

    private readonly SharedRegion _own;
    private readonly bool _ownsOwn;
    private readonly SharedRegion _other;
    private readonly int _slotBytes;
    private readonly int _slots;

    private RawMemory(UnixSocket socket, int slotBytes, int slots, RawMemory? shown = null)
    {
        _slotBytes = slotBytes;
        _slots = slots;
        int bytes = SlotsAt + (((slotBytes * slots) + 4095) & ~4095);
        _own = shown?._own ?? SharedRegion.Create(bytes);
        _ownsOwn = shown is null;
        socket.SendDescriptors(Mark, _own.Descriptor);
        (_, DescriptorHandle[] received) = socket.ReceiveDescriptors(PatienceMilliseconds);
        _other = SharedRegion.Open(received[0], bytes);
    }

    /// <summary>What the other side has counted so far.</summary>
    internal ulong Theirs => Volatile.Read(ref Counter(_other));

    /// <summary>Meets the other side.</summary>
    /// <param name="path">Where it waits.</param>
    /// <param name="slotBytes">The size of a slot.</param>
    /// <param name="slots">How many there are.</param>
    /// <param name="shown">Whose own memory is shown once more, to another process; null for new memory.</param>
    internal static RawMemory Connect(string path, int slotBytes, int slots, RawMemory? shown = null)
    {
        using UnixSocket socket = UnixSocket.Connect(path);
        return new RawMemory(socket, slotBytes, slots, shown);
    }

    internal static RawMemory Accept(UnixSocket listener, int slotBytes, int slots)
    {
        listener.WaitReadable(alsoWritable: false, PatienceMilliseconds);
        using UnixSocket socket = listener.Accept() ?? throw new TimeoutException("Nobody connected to the bare memory.");
        return new RawMemory(socket, slotBytes, slots);
    }

    /// <summary>Shows what was counted here.</summary>
    internal void Publish(ulong count) => Volatile.Write(ref Counter(_own), count);

    /// <summary>A slot of this side's.</summary>
    internal Span<byte> Own(ulong number) => Slot(_own, number);

    /// <summary>A slot of the other side's.</summary>
    internal ReadOnlySpan<byte> Other(ulong number) => Slot(_other, number);

    /// <summary>Waits, hardly ever sleeping, until the other side has counted further.</summary>
    internal ulong WaitBeyond(ulong seen)
    {
        ulong theirs;
        for (int looks = 0; (theirs = Theirs) == seen; looks++)
        {
            // Where there are more processes than processors, the other side may wait for this one.
            if (looks < LooksBeforeYield)
                Processor.Pause();
            else
                Processor.Yield();
        }

        return theirs;
    }

    public void Dispose()
    {
        if (_ownsOwn)
            _own.Dispose();
        _other.Dispose();
    }

    private static ref ulong Counter(SharedRegion region) => ref MemoryMarshal.Cast<byte, ulong>(region.Memory.Span[..8])[0];

    private Span<byte> Slot(SharedRegion region, ulong number) => region.Memory.Span.Slice(SlotsAt + ((int)(number % (ulong)_slots) * _slotBytes), _slotBytes);
}
