using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Cells.Images.Validation;

/// <summary>Throws for an image that is not in canonical form.</summary>
internal static class CanonicalErrors
{
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    public static void Throw(int at, string problem) => throw new ImageException($"The image is not canonical: at byte {at} it has {problem}.");

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    public static void ThrowOtherVersion(int at, uint found, int expected) => throw new ImageException(
        $"The image is not canonical: the block at byte {at} says that it has {found} bytes, this version writes {expected}. A copy by ToImage has the form of this version.");
}
