using System.Globalization;
using Cells.Images.Layout;

namespace Cells.Images.Dynamic;

/// <summary>What an integer type can hold.</summary>
internal readonly record struct IntegerRange(Int128 Min, UInt128 Max)
{
    /// <summary>The range of an integer type; null for other scalars.</summary>
    public static IntegerRange? Of(ScalarKind kind) => kind switch
    {
        ScalarKind.SByte => new IntegerRange(sbyte.MinValue, (UInt128)sbyte.MaxValue),
        ScalarKind.Byte => new IntegerRange(0, byte.MaxValue),
        ScalarKind.Int16 => new IntegerRange(short.MinValue, (UInt128)short.MaxValue),
        ScalarKind.UInt16 => new IntegerRange(0, ushort.MaxValue),
        ScalarKind.Int32 => new IntegerRange(int.MinValue, int.MaxValue),
        ScalarKind.UInt32 => new IntegerRange(0, uint.MaxValue),
        ScalarKind.Int64 => new IntegerRange(long.MinValue, long.MaxValue),
        ScalarKind.UInt64 => new IntegerRange(0, ulong.MaxValue),
        ScalarKind.Int128 => new IntegerRange(Int128.MinValue, (UInt128)Int128.MaxValue),
        ScalarKind.UInt128 => new IntegerRange(0, UInt128.MaxValue),
        _ => null,
    };

    /// <summary>Parses an integer within the range, as the bits of its two's complement.</summary>
    public bool TryParse(string text, out UInt128 bits)
    {
        if (text.StartsWith('-'))
        {
            bool isThere = Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 value);
            bits = (UInt128)value;
            return isThere && value >= Min;
        }

        return UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits <= Max;
    }
}
