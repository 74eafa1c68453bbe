using Cells.Images;

namespace Cells;

/// <summary>How large the next image of a message will be: about as large as the last one.</summary>
/// <typeparam name="T">The message.</typeparam>
internal static class ImageSizeGuess<T>
    where T : IImageMessage<T>
{
    /// <summary>More is not set aside on a guess; what is larger grows.</summary>
    private const int MaxBytes = 1 << 20;

    private static int s_bytes = T.InlineBytes;

    /// <summary>The guess. Threads may overwrite each other's.</summary>
    public static int Bytes
    {
        get => Volatile.Read(ref s_bytes);
        set
        {
            int guess = Math.Min(value, MaxBytes);
            if (guess != s_bytes)
                Volatile.Write(ref s_bytes, guess);
        }
    }
}
