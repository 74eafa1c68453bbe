using Cells.Images.Views;

namespace Cells.Images;

/// <summary>
/// Bytes that an image refers to and that lie elsewhere, in memory shared with whoever wrote them. The image's reference has the highest bit of its offset set and below it
/// the number of the attachment; its count is the attachment's size. Only images under way between two processes have any.
/// </summary>
/// <remarks>A reader finds them through <see cref="Current"/>, which whoever hands the image out sets for the thread.</remarks>
public abstract class ImageAttachments
{
    private const uint Mark = 0x8000_0000;

    [ThreadStatic]
    private static ImageAttachments? t_current;

    /// <summary>The attachments of the image that this thread reads; null where it has none.</summary>
    public static ImageAttachments? Current => t_current;

    /// <summary>How many there are.</summary>
    public abstract int Count { get; }

    /// <summary>Their size in bytes, all together.</summary>
    public abstract long Bytes { get; }

    /// <summary>The bytes of one.</summary>
    public abstract ReadOnlySpan<byte> this[int index] { get; }

    /// <summary>The offset of a reference to an attachment.</summary>
    public static int OffsetOf(int index) => (int)(Mark | (uint)index);

    /// <summary>From now on this thread reads the image that they belong to.</summary>
    public Scope Enter()
    {
        var scope = new Scope(t_current);
        t_current = this;
        return scope;
    }

    /// <summary>What a reference refers to that leads out of its image.</summary>
    /// <exception cref="ImageException">It leads nowhere.</exception>
    internal static ImageChild Follow(uint offset, uint count)
    {
        uint index = offset & ~Mark;
        if ((offset & Mark) != 0 && t_current is { } current && index < (uint)current.Count && current[(int)index].Length == count)
            return ImageChild.Of(current[(int)index]);
        ImageErrors.ThrowBadReference(offset, count);
        return default;
    }

    /// <summary>Ends with the reading.</summary>
    public readonly ref struct Scope
    {
        private readonly ImageAttachments? _before;

        internal Scope(ImageAttachments? before) => _before = before;

        /// <summary>This thread no longer reads the image.</summary>
        public void Dispose() => t_current = _before;
    }
}
