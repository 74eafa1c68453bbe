using System.Runtime.CompilerServices;

namespace Cells.Images;

/// <summary>What can be wrong with the case of a union; for generated code.</summary>
public static class UnionErrors
{
    /// <summary>The image has no case, or one that the reader does not know.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ImageException Undeclared(string union, int tag) => new(tag == 0
        ? $"The image has no {union} where one must be."
        : $"The image has a {union} with the tag {tag}, which is not declared.");

    /// <summary>The case that was asked for is not the one that is there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ImageException OtherCase(string union, string expected, int tag) => new(tag == 0
        ? $"The image has no {union} where {expected} was expected."
        : $"The image has a {union} with the tag {tag} where {expected} was expected.");

    /// <summary>An unknown case cannot be written anew: only the image that it came in holds it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ImageException Unknown(string union, uint tag) => tag == 0
        ? Undeclared(union, 0)
        : new($"A {union} with the unknown tag {tag} cannot be written, because what it holds is not known here; pass the image on that it came in.");

    /// <summary>The value is null, or of a type that is no case.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ImageException NoCase(string union, object? value) => new(value is null
        ? $"A {union} is null where it cannot be."
        : $"{value.GetType().Name} is no case of {union}.");
}
