using System.Buffers.Binary;
using Cells.Images.Codecs;

namespace Cells.Images.Validation;

/// <summary>
/// Goes once through an image in the order in which it was written and demands that each byte is the one that the writer writes: so nothing overlaps,
/// nothing is left over, and nothing needs to be remembered.
/// </summary>
internal ref struct ImageValidator
{
    private readonly ReadOnlySpan<byte> _image;
    private int _end;
    private ReadBudget _budget;

    /// <summary>Begins an image whose first block takes <paramref name="inlineBytes"/>.</summary>
    public ImageValidator(ReadOnlySpan<byte> image, int inlineBytes)
    {
        _image = image;
        _budget = ReadBudget.For(image);
        Take(inlineBytes);
    }

    /// <summary>The whole image.</summary>
    public readonly ReadOnlySpan<byte> Image => _image;

    /// <summary>Enters a level.</summary>
    public void Enter() => _budget.Enter();

    /// <summary>Leaves it.</summary>
    public void Leave() => _budget.Leave();

    /// <summary>The word at a place.</summary>
    public readonly uint Word(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_image[at..]);

    /// <summary>Whether the reference at a place is null.</summary>
    public readonly bool IsNull(int at) => BinaryPrimitives.ReadUInt64LittleEndian(_image[at..]) == 0;

    /// <summary>Demands zeros.</summary>
    public readonly void Zero(int from, int to)
    {
        int nonzero = _image[from..to].IndexOfAnyExcept((byte)0);
        if (nonzero >= 0)
            CanonicalErrors.Throw(from + nonzero, "padding that is not zero");
    }

    /// <summary>Demands the form in which a value is written.</summary>
    public readonly void Inline<TCodec, T>(int at)
        where TCodec : struct, IScalarCodec<T>
    {
        if (TCodec.IsPlain)
            return;
        ReadOnlySpan<byte> found = _image.Slice(at, TCodec.Bytes);
        Span<byte> canonical = stackalloc byte[TCodec.Bytes];
        TCodec.Write(canonical, TCodec.Read(found));
        if (!found.SequenceEqual(canonical))
            CanonicalErrors.Throw(at, "a value in another form than it is written in");
    }

    /// <summary>Demands that the reference at a place refers to what comes next, after alignment.</summary>
    /// <param name="origin">What the reference counts from.</param>
    /// <param name="at">The place of the reference.</param>
    /// <param name="alignment">The child's alignment.</param>
    /// <param name="count">The child's count.</param>
    /// <returns>The child's place.</returns>
    public int Follow(int origin, int at, int alignment, out int count)
    {
        ulong reference = BinaryPrimitives.ReadUInt64LittleEndian(_image[at..]);
        long place = (_end + alignment - 1L) & -alignment;
        if (reference == 0)
            CanonicalErrors.Throw(at, "null where null cannot be");
        if (origin + (long)(uint)reference != place || reference >> 32 >= int.MaxValue)
            CanonicalErrors.Throw(at, "a child that is not where it is written");
        if (place > _image.Length)
            CanonicalErrors.Throw(at, "a child past its end");
        count = (int)(reference >> 32);
        Zero(_end, (int)place);
        _end = (int)place;
        return _end;
    }

    /// <summary>Goes past a child.</summary>
    /// <returns>The child's bytes.</returns>
    public ReadOnlySpan<byte> Take(long bytes)
    {
        if (bytes > _image.Length - _end)
            CanonicalErrors.Throw(_end, $"{_image.Length - _end} bytes where {bytes} are needed");
        ReadOnlySpan<byte> child = _image.Slice(_end, (int)bytes);
        _end += (int)bytes;
        return child;
    }

    /// <summary>Demands that a key comes behind the one before it.</summary>
    public static void Ascend(int at, scoped ReadOnlySpan<byte> before, scoped ReadOnlySpan<byte> key)
    {
        if (before.SequenceCompareTo(key) >= 0)
            CanonicalErrors.Throw(at, "a key that is not behind the one before it");
    }

    /// <summary>Demands that the image ends here.</summary>
    public readonly void Finish()
    {
        if (_end != _image.Length)
            CanonicalErrors.Throw(_end, "bytes that nothing refers to");
    }
}
