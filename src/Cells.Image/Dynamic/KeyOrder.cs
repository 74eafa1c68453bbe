using System.Buffers.Binary;
using Cells.Images.Codecs;
using Cells.Images.Schemas;
using Cells.Images.Views;

namespace Cells.Images.Dynamic;

/// <summary>Checks that the keys of a map or the elements of a set ascend, each against the one before.</summary>
internal struct KeyOrder(ValueSchema key)
{
    private UInt128 _last;
    private bool _hasLast;

    /// <summary>The last key, where keys are strings.</summary>
    public string LastText { get; private set; } = "";

    public void Check(ImageBlock block, int offset, ref ReadBudget budget)
    {
        int order;
        if (key.Kind == ValueKind.Text)
        {
            string text = TextKey.Read(block, offset, ref budget);
            order = TextKey.Compare(LastText, text);
            LastText = text;
        }
        else
        {
            UInt128 number = Number(block, offset, key.Slot.Bytes);
            order = _last.CompareTo(number);
            _last = number;
        }

        if (_hasLast && order >= 0)
            ImageErrors.ThrowUnsorted();
        _hasLast = true;
    }

    /// <summary>The bytes as a number whose first byte counts most: numbers have the order of the bytes.</summary>
    private static UInt128 Number(ImageBlock block, int offset, int bytes)
    {
        Span<byte> wide = stackalloc byte[16];
        wide.Clear();
        if (block.Knows(offset + bytes))
            block.Bytes.Slice(offset, bytes).CopyTo(wide);
        return BinaryPrimitives.ReadUInt128BigEndian(wide);
    }
}
