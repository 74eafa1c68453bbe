using System.Buffers;

namespace Cells.Platform.Memory;

/// <summary>Addresses that stay readable for as long as the process lives, as memory.</summary>
internal sealed unsafe class NativeMemory(byte* address, int bytes) : MemoryManager<byte>
{
    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(address, bytes);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)bytes);
        return new MemoryHandle(address + elementIndex);
    }

    /// <inheritdoc/>
    public override void Unpin()
    {
        // It never moves.
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // It is not owned.
    }
}
