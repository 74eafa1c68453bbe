using Cells.Images.Codecs;

namespace Cells.Images;

/// <summary>Compares members as their images compare: bits of floating-point numbers, scales, kinds and offsets count, and lists by their elements.</summary>
/// <remarks>Called by generated code; user code compares messages with <c>==</c>.</remarks>
public static class ImageEquality
{
    /// <summary>Whether two values of fixed size have the same inline form.</summary>
    public static bool SameScalar<TCodec, T>(T left, T right)
        where TCodec : struct, IScalarCodec<T> => TCodec.Same(left, right);

    /// <summary>Whether two values of varying size have the same image, or are both null.</summary>
    public static bool Same<TCodec, T>(T? left, T? right)
        where TCodec : struct, IChildCodec<T> => left is null || right is null ? left is null && right is null : TCodec.Same(left, right);

    /// <summary>Whether two structs of varying size have the same image, or are both null.</summary>
    public static bool SameMaybe<TCodec, T>(T? left, T? right)
        where TCodec : struct, IChildCodec<T>
        where T : struct => left is { } first && right is { } second ? TCodec.Same(first, second) : left.HasValue == right.HasValue;

    /// <summary>A hash of a value of varying size; 0 for null.</summary>
    public static int Hash<TCodec, T>(T? value)
        where TCodec : struct, IChildCodec<T> => value is null ? 0 : TCodec.Hash(value);

    /// <summary>A hash of a struct of varying size; 0 for null.</summary>
    public static int HashMaybe<TCodec, T>(T? value)
        where TCodec : struct, IChildCodec<T>
        where T : struct => value is { } present ? TCodec.Hash(present) : 0;
}
