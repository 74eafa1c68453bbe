namespace Cells.Fuzz.Mutations;

/// <summary>What stands at a place of an image.</summary>
internal enum FieldKind
{
    /// <summary>The size word of a block.</summary>
    SizeWord,

    /// <summary>A reference: offset and count.</summary>
    Reference,

    /// <summary>The stride of a list of messages.</summary>
    Stride,

    /// <summary>A bool, or the mark of a value that may be absent.</summary>
    Mark,

    /// <summary>Another value of fixed size.</summary>
    Scalar,

    /// <summary>Bytes of a text.</summary>
    Text,
}

/// <summary>A part of an image that means something.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">Its place.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Origin">For a reference, what it counts from.</param>
/// <param name="First">For a reference, the smallest offset that it may have.</param>
internal readonly record struct ImageField(FieldKind Kind, int At, int Bytes, int Origin = 0, long First = 0);
