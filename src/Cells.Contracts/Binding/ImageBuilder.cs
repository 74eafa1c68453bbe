using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Cells.Images;
using Cells.Images.Codecs;

namespace Cells.Binding;

/// <summary>What the generator gives every builder, so that lists can make one for each of their messages.</summary>
/// <typeparam name="TSelf">The builder itself.</typeparam>
public interface IImageBuilder<TSelf>
    where TSelf : IImageBuilder<TSelf>, allows ref struct
{
    /// <summary>What a block takes.</summary>
    static abstract int InlineBytes { get; }

    /// <summary>Begins a block at a place that was taken for it.</summary>
    static abstract TSelf At(ImageBuffer buffer, int at);
}

/// <summary>
/// Builds one block of an image in its final place, and its children at the image's end. Generated builders are made of it. The buffer's
/// length is the image's end after each step.
/// </summary>
public ref partial struct ImageBuilder
{
    private const int BytesPerClear = 1024;
    private readonly ImageBuffer _buffer;
    private readonly Span<byte> _memory;
    private readonly int _at;
    private int _next;

    private ImageBuilder(ImageBuffer buffer, Span<byte> memory, int at)
    {
        _buffer = buffer;
        _memory = memory;
        _at = at;
    }

    /// <summary>Begins an image.</summary>
    /// <exception cref="InvalidOperationException">The memory is too small.</exception>
    public static ImageBuilder Begin(ImageBuffer buffer, int inlineBytes, int knownBytes)
    {
        Span<byte> memory = buffer.Memory;
        if (memory.Length < inlineBytes)
            throw TooSmall(memory.Length, inlineBytes);
        buffer.Length = inlineBytes;
        return At(buffer, 0, inlineBytes, knownBytes);
    }

    /// <summary>Begins a block at a place that was taken for it.</summary>
    public static ImageBuilder At(ImageBuffer buffer, int at, int inlineBytes, int knownBytes)
    {
        Span<byte> memory = buffer.Memory;
        new ImageWriter(memory, at).BeginBlock(at, inlineBytes, knownBytes);
        return new ImageBuilder(buffer, memory, at);
    }

    /// <summary>Reads a member of fixed size back.</summary>
    public readonly T Get<TCodec, T>(int offset)
        where TCodec : struct, IScalarCodec<T> => TCodec.Read(_memory.Slice(_at + offset, TCodec.Bytes));

    /// <summary>Sets a member of fixed size.</summary>
    public readonly void Set<TCodec, T>(int offset, T value)
        where TCodec : struct, IScalarCodec<T> => TCodec.Write(_memory.Slice(_at + offset, TCodec.Bytes), value);

    /// <summary>Sets a member of varying size.</summary>
    /// <param name="member">The member's name, for errors.</param>
    /// <param name="offset">The place of its reference in the block.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">The member, or one declared after it, was set before; or the memory is used up.</exception>
    public void Add<TCodec, T>(string member, int offset, T value)
        where TCodec : struct, IChildCodec<T>
    {
        Turn(member, offset);
        int end = TCodec.Extend(value, _buffer.Length);
        Require(end);
        var writer = new ImageWriter(_memory, _buffer.Length);
        TCodec.Write(ref writer, _at, _at + offset, value);
        _buffer.Length = writer.End;
    }

    /// <summary>Sets a member to a canonical copy of a view.</summary>
    /// <inheritdoc cref="Add{TCodec, T}"/>
    public void AddView<TView>(string member, int offset, scoped TView view)
        where TView : IImageView<TView>, allows ref struct
    {
        Turn(member, offset);
        int place = ImageMeasure.Place(_buffer.Length, 8, 0);
        var budget = ReadBudget.For(TView.Reach(view));
        Require(TView.Extend(view, place + TView.InlineBytes, ref budget));
        var writer = new ImageWriter(_memory, _buffer.Length);
        place = writer.Place(8, TView.InlineBytes, out _);
        writer.PutReference(_at + offset, place - _at, 1);
        budget = ReadBudget.For(TView.Reach(view));
        TView.Write(ref writer, place, view, ref budget);
        _buffer.Length = writer.End;
    }

    /// <summary>Sets a member to a string given as UTF-8.</summary>
    /// <exception cref="ImageException">The bytes are not UTF-8.</exception>
    /// <inheritdoc cref="Add{TCodec, T}"/>
    public void AddUtf8(string member, int offset, scoped ReadOnlySpan<byte> utf8)
    {
        if (!System.Text.Unicode.Utf8.IsValid(utf8))
            throw new ImageException($"The bytes given for {member} are not UTF-8.");
        utf8.CopyTo(Take(member, offset, 1, utf8.Length, utf8.Length));
    }

    /// <summary>Sets a member to a copy of bytes.</summary>
    /// <inheritdoc cref="Add{TCodec, T}"/>
    public void AddBytes(string member, int offset, scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(member, offset, 16, bytes.Length, bytes.Length));

    /// <summary>Sets a member to a copy of values.</summary>
    /// <inheritdoc cref="Add{TCodec, T}"/>
    public void AddItems<TCodec, T>(string member, int offset, scoped ReadOnlySpan<T> items)
        where TCodec : struct, IScalarCodec<T> =>
        TCodec.WriteAll<TCodec>(Take(member, offset, 16, items.Length, (long)items.Length * TCodec.Bytes), items);

    /// <summary>Takes room for plain values, zeroed, for the caller to fill in.</summary>
    /// <inheritdoc cref="Add{TCodec, T}"/>
    public Span<T> Reserve<T>(string member, int offset, int count)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Span<byte> room = Take(member, offset, 16, count, (long)count * PlainCodec<T>.Bytes);
        ClearInSteps(room);
        return MemoryMarshal.Cast<byte, T>(room);
    }

    /// <summary>
    /// Clears without the processor's string instructions, which the runtime uses above some size: on lines that another core holds, as those of memory that a reader has just
    /// returned, they take several times as long.
    /// </summary>
    private static void ClearInSteps(Span<byte> room)
    {
        for (int i = 0; i < room.Length; i += BytesPerClear)
            room.Slice(i, Math.Min(BytesPerClear, room.Length - i)).Clear();
    }

    /// <summary>Takes room for a nested message and begins it.</summary>
    /// <inheritdoc cref="Add{TCodec, T}"/>
    public TBuilder Nest<TBuilder>(string member, int offset)
        where TBuilder : IImageBuilder<TBuilder>, allows ref struct
    {
        Take(member, offset, 8, 1, TBuilder.InlineBytes);
        return TBuilder.At(_buffer, _buffer.Length - TBuilder.InlineBytes);
    }

    /// <summary>Takes room for a list of messages, all of them with their defaults.</summary>
    /// <inheritdoc cref="Add{TCodec, T}"/>
    public MessageListBuilder<TBuilder> NestList<TBuilder>(string member, int offset, int count)
        where TBuilder : IImageBuilder<TBuilder>, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int stride = TBuilder.InlineBytes;
        Span<byte> room = Take(member, offset, 8, count, count == 0 ? 0 : 8 + (long)count * stride);
        int first = _buffer.Length - count * stride;
        if (count > 0)
        {
            BinaryPrimitives.WriteInt32LittleEndian(room, stride);
            BinaryPrimitives.WriteInt32LittleEndian(room[4..], 0);
        }

        for (int i = 0; i < count; i++)
            _ = TBuilder.At(_buffer, first + i * stride);
        return new MessageListBuilder<TBuilder>(_buffer, first, count);
    }

    private Span<byte> Take(string member, int offset, int alignment, int count, long bytes)
    {
        Turn(member, offset);
        Require(ImageMeasure.Place(_buffer.Length, alignment, bytes));
        var writer = new ImageWriter(_memory, _buffer.Length);
        int place = writer.Place(alignment, bytes, out Span<byte> room);
        writer.PutReference(_at + offset, place - _at, count);
        _buffer.Length = writer.End;
        return room;
    }

    private void Turn(string member, int offset)
    {
        if (offset < _next)
        {
            throw new InvalidOperationException(
                $"{member} cannot be set now: it was set already, or a member declared after it was. Members of varying size are set once, in the order of their declaration, so that equal values have equal images.");
        }

        _next = offset + 1;
    }

    private readonly void Require(int end)
    {
        if (end > _memory.Length)
            throw TooSmall(_memory.Length, end);
    }

    private static InvalidOperationException TooSmall(int has, int needs) =>
        new($"The image's memory is used up: it has {has} bytes, and {needs} are needed. Rent an image of at least that size.");
}
