namespace Cells.Conformance.Tests.ZeroCopy;

/// <summary>Looks at frames of a camera.</summary>
[CellContract("frames")]
public interface IFrames
{
    /// <summary>Finds the brightest pixel.</summary>
    ValueTask<Brightest> FindAsync(Frame.View frame, CancellationToken cancellation = default);

    /// <summary>Turns light into dark.</summary>
    ValueTask<Image<Frame>> InvertAsync(Image<Frame> frame, CancellationToken cancellation = default);
}

/// <summary>A frame.</summary>
[CellMessage]
public partial record Frame(int Width, int Height, byte[] Pixels);

/// <summary>A pixel.</summary>
[CellMessage]
public readonly partial record struct Brightest(int X, int Y, byte Value);

/// <summary>Handles frames where they lie.</summary>
public sealed class Frames : IFrames
{
    public ValueTask<Brightest> FindAsync(Frame.View frame, CancellationToken cancellation = default)
    {
        ReadOnlySpan<byte> pixels = frame.Pixels;
        int found = 0;
        for (int i = 1; i < pixels.Length; i++)
        {
            if (pixels[i] > pixels[found])
                found = i;
        }

        return new(new Brightest(found % frame.Width, found / frame.Width, pixels[found]));
    }

    public async ValueTask<Image<Frame>> InvertAsync(Image<Frame> frame, CancellationToken cancellation = default)
    {
        await Task.Yield();
        var inverted = new Image<Frame>(PooledImageBuffer.Rent(frame.Bytes.Length));
        Invert(frame.View, inverted.Build());
        return inverted;
    }

    private static void Invert(Frame.View from, Frame.Builder to)
    {
        to.Width = from.Width;
        to.Height = from.Height;
        Span<byte> pixels = to.ReservePixels(from.Pixels.Length);
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(255 - from.Pixels[i]);
    }
}
