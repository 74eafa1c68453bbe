using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Cells.Platform.Native;

namespace Cells.Platform.Polling;

/// <summary>An epoll instance whose registrations fire once and are then armed again.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    internal const int MaxEvents = 64;

    // The structure is packed on x64 and naturally aligned elsewhere.
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;
    private static readonly int EventBytes = Packed ? 12 : 16;
    private static readonly int KeyOffset = Packed ? 4 : 8;

    private readonly DescriptorHandle _handle;
    private readonly byte[] _events = new byte[MaxEvents * 16];

    internal Epoll()
    {
        int descriptor = Libc.EpollCreate(Constants.EpollCloseOnExec);
        _handle = descriptor < 0 ? throw Errno.Failure("epoll_create1") : new DescriptorHandle(descriptor);
    }

    public void Dispose() => _handle.Dispose();

    internal void Add(DescriptorHandle descriptor, ulong key, uint interest) => Control(Constants.EpollAdd, descriptor, key, interest, mustSucceed: true);

    /// <summary>Arms a registration again; nothing happens where the descriptor was closed meanwhile.</summary>
    internal void Modify(DescriptorHandle descriptor, ulong key, uint interest) => Control(Constants.EpollModify, descriptor, key, interest, mustSucceed: false);

    internal void Remove(DescriptorHandle descriptor) => Control(Constants.EpollDelete, descriptor, 0, 0, mustSucceed: false);

    /// <summary>Waits for events; their keys and kinds are then read by <see cref="Event"/>.</summary>
    internal int Wait(int timeoutMilliseconds)
    {
        fixed (byte* events = _events)
        {
            int count = Libc.EpollWait(_handle.Number, events, MaxEvents, timeoutMilliseconds);
            return Math.Max(0, count);
        }
    }

    internal (ulong Key, uint Kind) Event(int index)
    {
        ReadOnlySpan<byte> e = _events.AsSpan(index * EventBytes, EventBytes);
        return (BinaryPrimitives.ReadUInt64LittleEndian(e[KeyOffset..]), BinaryPrimitives.ReadUInt32LittleEndian(e));
    }

    private void Control(int operation, DescriptorHandle descriptor, ulong key, uint interest, bool mustSucceed)
    {
        if (!HandleUse.TryBegin(descriptor, out HandleUse use))
            return;
        using (use)
        {
            byte* e = stackalloc byte[16];
            *(uint*)e = interest;
            *(ulong*)(e + KeyOffset) = key;
            if (Libc.EpollControl(_handle.Number, operation, use.Number, e) < 0 && mustSucceed)
                throw Errno.Failure("epoll_ctl");
        }
    }
}
