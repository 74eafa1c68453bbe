using Cells.Transports.Frames;
using Cells.Transports.Sockets;

namespace Cells.Transports.SharedMemory;

/// <summary>Frames that lend their image, or what it refers to, instead of containing it.</summary>
internal static class LeaseFrames
{
    /// <summary>Smaller images are copied: see the table by size in docs/performance.md.</summary>
    internal const int MinImageBytes = 2048;

    /// <summary>A larger image that itself cannot be lent is completed and sent in fragments.</summary>
    private const int MaxInlineBytes = FrameHeader.MaxPayloadBytes - (2 << 10);

    internal static bool IsWorthwhile(ImageBuffer image) => image.Attachments is not null || (image.Length >= MinImageBytes && image.Place.Region is not null);

    /// <summary>Lends all of an image, or nothing.</summary>
    internal static bool TryLend(Lender lender, ImageBuffer image, Span<LeaseReference> references, out int count, out bool imageIsLent)
    {
        count = 0;
        imageIsLent = false;
        if (image.Length >= MinImageBytes && lender.TryLend(image, out references[0]))
        {
            count = 1;
            imageIsLent = true;
        }

        bool isWhole = imageIsLent || (image.Attachments is not null && image.Length <= MaxInlineBytes);
        if (isWhole && image.Attachments is { } attachments)
        {
            foreach (ImageBuffer lease in attachments.Leases)
            {
                isWhole = lender.TryLend(lease, out references[count]);
                if (!isWhole)
                    break;
                count++;
            }
        }

        if (isWhole)
        {
            if (!imageIsLent)
                lender.Hold(image, references[0]);
            return true;
        }

        foreach (ref readonly LeaseReference lent in references[..count])
            lender.Undo(lent);
        return false;
    }

    /// <summary>Writes a frame's payload, and its padding.</summary>
    internal static void Write(Span<byte> room, ImageBuffer image, ReadOnlySpan<LeaseReference> references, bool imageIsLent)
    {
        int table = LeaseTable.SizeOf(references.Length);
        LeaseTable.Write(room, references, imageIsLent);
        if (imageIsLent)
            return;
        image.Bytes.CopyTo(room[table..]);
        room[(table + image.Length)..].Clear();
    }

    /// <summary>The image of a frame's payload.</summary>
    /// <exception cref="FrameException">The peer lends nothing of the kind.</exception>
    internal static ImageBuffer Read(ByteChannel channel, ReadOnlySpan<byte> payload, int maxBytes)
    {
        int count = LeaseTable.Read(payload, out bool imageIsLent);
        if (imageIsLent && count == 1)
        {
            LeaseReference reference = LeaseTable.At(payload, 0);
            return reference.Length <= (uint)maxBytes ? channel.Borrow(reference) : throw TooLarge(maxBytes);
        }

        List<ImageBuffer> taken = new(count);
        try
        {
            long bytes = payload.Length;
            for (int i = 0; i < count; i++)
            {
                LeaseReference reference = LeaseTable.At(payload, i);
                bytes += reference.Length;
                if (bytes > maxBytes)
                    throw TooLarge(maxBytes);
                taken.Add(channel.Borrow(reference));
            }
        }
        catch
        {
            foreach (ImageBuffer buffer in taken)
                buffer.Release();
            throw;
        }

        ImageBuffer image = imageIsLent ? taken[0] : Copy(payload[LeaseTable.SizeOf(count)..]);
        if (count > (imageIsLent ? 1 : 0))
            image.Attachments = new LentLeases([.. imageIsLent ? taken.Skip(1) : taken]);
        return image;
    }

    private static FrameException TooLarge(int maxBytes) => new($"The peer lends more than {maxBytes} bytes in one message (SessionLimits.MaxMessageBytes).");

    private static PooledImageBuffer Copy(ReadOnlySpan<byte> image)
    {
        PooledImageBuffer copy = PooledImageBuffer.Rent(image.Length);
        image.CopyTo(copy.Memory);
        copy.Length = image.Length;
        return copy;
    }
}
