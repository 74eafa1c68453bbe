using Cells.Images;
using Cells.Images.Views;

namespace Cells;

/// <summary>The leases that an image refers to instead of containing their bytes. Each is held until the image is given up.</summary>
/// <param name="leases">The memory of each.</param>
/// <param name="complete">Makes an image of the same message that contains everything; null for an image that came from a peer.</param>
public sealed class LentLeases(ImageBuffer[] leases, Func<ImageBuffer, ImageBuffer>? complete = null) : ImageAttachments
{
    /// <summary>How many leases one image refers to at most; it contains the bytes of the others.</summary>
    public const int MaxLeases = 64;

    /// <inheritdoc/>
    public override int Count => leases.Length;

    /// <inheritdoc/>
    public override long Bytes
    {
        get
        {
            long bytes = 0;
            foreach (ImageBuffer lease in leases)
                bytes += lease.Length;
            return bytes;
        }
    }

    /// <summary>The memory of each.</summary>
    public IReadOnlyList<ImageBuffer> Leases => leases;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> this[int index] => leases[index].Bytes;

    /// <summary>An image of the same message that contains everything: for a peer that cannot be shown the leases.</summary>
    /// <param name="image">The image that these are the leases of.</param>
    /// <returns>The caller's.</returns>
    public ImageBuffer Complete(ImageBuffer image) =>
        complete is not null ? complete(image) : throw new InvalidOperationException("An image that came from a peer is read, or taken as an image, before it is sent on.");

    /// <summary>Holds the lease that a child of the image is, for the caller; null where it is no lease.</summary>
    internal static ImageBuffer? Retain(ImageChild child)
    {
        if (Current is not LentLeases current)
            return null;
        foreach (ImageBuffer lease in current.Leases)
        {
            if (lease.Bytes != child.Rest)
                continue;
            lease.Retain();
            return lease;
        }

        return null;
    }

    /// <summary>Nobody reads the image any more.</summary>
    internal void Release()
    {
        foreach (ImageBuffer lease in leases)
            lease.Release();
    }
}
