using Cells.Platform.Memory;
using Cells.Platform.Native;

namespace Cells.Platform.Sockets;

/// <summary>Pieces of pinned memory that leave in one call. Reused; not safe for several threads.</summary>
public sealed unsafe class SendPieces
{
    /// <summary>How many pieces one call takes at most: two for each of 64 frames.</summary>
    public const int MaxPieces = 128;

    private readonly PinnedBuffer _vectors = new(MaxPieces * sizeof(IoVector));

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Their size in bytes.</summary>
    public int Bytes { get; private set; }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        Count = 0;
        Bytes = 0;
    }

    /// <summary>Adds a piece; it stays where it is until it was sent. False where there is no room for another.</summary>
    public bool TryAdd(PinnedBuffer buffer, int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)offset, (uint)buffer.Capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(buffer.Capacity - offset));
        if (Count == MaxPieces)
            return false;

        ((IoVector*)_vectors.Address)[Count++] = new IoVector { Base = buffer.Address + offset, Length = (nuint)length };
        Bytes += length;
        return true;
    }

    internal ReadOnlySpan<byte> PieceAt(int index)
    {
        ref readonly IoVector vector = ref ((IoVector*)_vectors.Address)[index];
        return new(vector.Base, (int)vector.Length);
    }

    internal SocketResult SendTo(int descriptor)
    {
        MessageHeader message = new() { Vectors = (IoVector*)_vectors.Address, VectorCount = (nuint)Count };
        return SocketResult.FromSend(Libc.SendMessage(descriptor, &message, Constants.MessageDontWait | Constants.MessageNoSignal));
    }
}
