using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Cells.Images.Codecs;

namespace Cells.Images;

/// <summary>Writes one image from front to back into memory that may hold anything before.</summary>
public ref struct ImageWriter
{
    private readonly ImageRoom? _room;
    private Span<byte> _image;
    private int _end;

    /// <summary>Begins an image whose first block takes <paramref name="inlineBytes"/>.</summary>
    public ImageWriter(Span<byte> image, int inlineBytes)
    {
        _image = image;
        _end = inlineBytes;
    }

    /// <summary>Begins an image in memory that grows as it must.</summary>
    internal ImageWriter(ImageRoom room, int inlineBytes)
    {
        _room = room;
        _image = room.Memory;
        if (_image.Length < inlineBytes)
            Grow(inlineBytes);
        _end = inlineBytes;
    }

    /// <summary>Where the next child goes before alignment, in bytes from the image's start.</summary>
    public readonly int End => _end;

    /// <summary>Begins a block: zeroes it and writes its size word.</summary>
    /// <param name="at">The block's place.</param>
    /// <param name="inlineBytes">What the block takes.</param>
    /// <param name="knownBytes">The end of its last member.</param>
    /// <returns>The block, for <see cref="Put{TCodec, T}(Span{byte}, int, T)"/>, until the first child is placed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Span<byte> BeginBlock(int at, int inlineBytes, int knownBytes)
    {
        if ((uint)at > (uint)_image.Length || _image.Length - at < inlineBytes)
            ImageErrors.ThrowChanged();
        Span<byte> block = _image.Slice(at, inlineBytes);
        block.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(block, knownBytes);
        return block;
    }

    /// <summary>Writes a value of fixed size into a block that was begun, wherever the memory is by now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly void Put<TCodec, T>(int at, T value)
        where TCodec : struct, IScalarCodec<T> => TCodec.Write(_image.Slice(at, TCodec.Bytes), value);

    /// <summary>Writes a value of fixed size into a block that was begun. Where the block's size is known at compile time, no bounds are left to check.</summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The value's place in it.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put<TCodec, T>(Span<byte> block, int offset, T value)
        where TCodec : struct, IScalarCodec<T> => TCodec.Write(block.Slice(offset, TCodec.Bytes), value);

    /// <summary>Writes a reference.</summary>
    /// <param name="at">The reference's place.</param>
    /// <param name="offset">The child's place, counted from the reference's origin.</param>
    /// <param name="count">The child's count.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void PutReference(int at, int offset, int count) =>
        BinaryPrimitives.WriteUInt64LittleEndian(_image.Slice(at, 8), (uint)offset | ((ulong)(uint)count << 32));

    /// <summary>Takes room for a child at the image's end, zeroes the padding before it and moves the end behind it.</summary>
    /// <param name="alignment">The child's alignment.</param>
    /// <param name="bytes">The child's size.</param>
    /// <param name="room">The room; it may hold anything.</param>
    /// <returns>The child's place.</returns>
    /// <exception cref="ImageException">The child does not fit: the value changed since it was measured.</exception>
    public int Place(int alignment, long bytes, out Span<byte> room)
    {
        int place = (_end + alignment - 1) & -alignment;
        if (place + bytes > _image.Length)
            Grow(place + bytes);
        _image[_end..place].Clear();
        room = _image.Slice(place, (int)bytes);
        _end = place + (int)bytes;
        return place;
    }

    /// <summary>The room from the image's end on, at least so much, for a child whose size shows only when it is written; taken by <see cref="Advance"/>.</summary>
    internal Span<byte> Rest(int bytes)
    {
        if (_image.Length - _end < bytes)
            Grow(_end + (long)bytes);
        return _image[_end..];
    }

    /// <summary>What was written from a place to the image's end.</summary>
    internal readonly ReadOnlySpan<byte> Written(int from) => _image[from.._end];

    /// <summary>Takes what was written into <see cref="Rest"/>.</summary>
    internal void Advance(int bytes) => _end += bytes;

    /// <summary>Ends the image.</summary>
    /// <exception cref="ImageException">Fewer bytes were written than were measured.</exception>
    public readonly void Finish()
    {
        if (_end != _image.Length)
            throw new ImageException($"The value changed while it was written: {_image.Length} bytes were measured, {_end} were written.");
    }

    /// <summary>Gets more memory, where it grows; otherwise the value has become larger than it was measured.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(long bytes)
    {
        if (_room is null)
            ImageErrors.ThrowChanged();
        if (bytes > ImageLimits.MaxImageBytes)
            ImageErrors.ThrowTooLarge();
        _room.Grow(_end, (int)bytes);
        _image = _room.Memory;
    }
}
