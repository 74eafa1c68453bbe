using Cells.Images;

namespace Cells.Bench.Micro.Workloads;

/// <summary>An array as room for images.</summary>
/// <param name="bytes">How large it is at first.</param>
internal sealed class ArrayRoom(int bytes) : ImageRoom
{
    private byte[] _bytes = GC.AllocateArray<byte>(bytes, pinned: true);

    /// <inheritdoc/>
    public override Span<byte> Memory => _bytes;

    /// <inheritdoc/>
    public override void Grow(int written, int bytes)
    {
        byte[] larger = GC.AllocateArray<byte>(Math.Max(bytes, 2 * _bytes.Length), pinned: true);
        _bytes.AsSpan(0, written).CopyTo(larger);
        _bytes = larger;
    }
}
