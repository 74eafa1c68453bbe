using System.Runtime.CompilerServices;

namespace Cells.Images;

/// <summary>Counts where an image ends.</summary>
public static class ImageMeasure
{
    /// <summary>Where the image ends after a child of <paramref name="bytes"/> at the next multiple of <paramref name="alignment"/>.</summary>
    /// <exception cref="ImageException">Beyond <see cref="ImageLimits.MaxImageBytes"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Place(int end, int alignment, long bytes)
    {
        long place = (end + alignment - 1L) & -alignment;
        if (place + bytes > ImageLimits.MaxImageBytes)
            ImageErrors.ThrowTooLarge();
        return (int)(place + bytes);
    }

    /// <summary>Fails for a member that is null and must not be.</summary>
    /// <param name="member">The member's name for the message.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ImageException MissingMember(string member) => new($"{member} is null, but its type says that it cannot be. Give it a value, or declare it nullable.");
}
