using System.Diagnostics.CodeAnalysis;

namespace Cells.Images;

/// <summary>
/// Throws for whoever must stay small enough to be inlined. The methods are not marked against inlining: the compiler then never looks into them, does not
/// see that they do not return, and keeps registers for what would come after.
/// </summary>
internal static class ImageErrors
{
    [DoesNotReturn]
    public static void ThrowBadBoolean(byte value) => throw new ImageException($"A bool is 0 or 1; the image has {value}.");

    [DoesNotReturn]
    public static void ThrowUndeclared(Type type, string value) => throw new ImageException($"{type.Name} has no value {value}.");

    [DoesNotReturn]
    public static void ThrowBadDecimal(int flags) => throw new ImageException($"The image has a decimal with the flags 0x{flags:x8}, which no decimal has.");

    [DoesNotReturn]
    public static void ThrowBadDate(string type) => throw new ImageException($"The image has a {type} outside the range of dates.");

    [DoesNotReturn]
    public static void ThrowBadBlock(int bytes) =>
        throw new ImageException($"The image has a message that does not fit into the {bytes} bytes that are left for it.");

    [DoesNotReturn]
    public static void ThrowBadReference(uint offset, uint count) =>
        throw new ImageException($"The image has a reference (offset {offset}, count {count}) that points backwards or past its end.");

    [DoesNotReturn]
    public static void ThrowShortChild(int count, int available) =>
        throw new ImageException($"The image has a child of {count} elements where only {available} bytes are left.");

    [DoesNotReturn]
    public static void ThrowIndex(int index, int count) => throw new ArgumentOutOfRangeException(nameof(index), index, $"The list has {count} elements.");

    [DoesNotReturn]
    public static void ThrowTooLarge() =>
        throw new ImageException($"The image would be larger than {ImageLimits.MaxImageBytes} bytes (ImageLimits.MaxImageBytes).");

    [DoesNotReturn]
    public static void ThrowChanged() => throw new ImageException("The value changed while it was written: it became larger than it was measured.");

    [DoesNotReturn]
    public static void ThrowLoneSurrogate() => throw new ImageException("A string holds a lone surrogate and has no UTF-8 form.");

    [DoesNotReturn]
    public static void ThrowNullElement() => throw new ImageException("A list, set, map or tuple holds null where its type says that it cannot.");

    [DoesNotReturn]
    public static void ThrowUnsorted() => throw new ImageException("The image has a map or a set whose keys are not in ascending order.");

    [DoesNotReturn]
    public static void ThrowKeyNotText() => throw new ImageException("The image has a map or a set with a key that is not UTF-8.");

    [DoesNotReturn]
    public static void ThrowSameKey() => throw new ImageException("A map or a set has two keys that are the same.");
}
