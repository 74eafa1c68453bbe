using Cells.Images;

namespace Cells.Binding;

/// <summary>The response becomes an owned value.</summary>
public readonly struct ValueDecoder<T> : IResponseDecoder<T>
    where T : IImageMessage<T>
{
    /// <inheritdoc/>
    public static T Decode(ReadOnlySpan<byte> response) => ImageCodec.Read<T>(response);
}

/// <summary>The response becomes an image of its own.</summary>
public readonly struct ImageDecoder<T> : IResponseDecoder<Image<T>>
    where T : IImageMessage<T>
{
    /// <inheritdoc/>
    public static Image<T> Decode(ReadOnlySpan<byte> response)
    {
        if (ImageAttachments.Current is not null)
            return Image<T>.CreateComplete(response);
        PooledImageBuffer buffer = PooledImageBuffer.Rent(response.Length);
        response.CopyTo(buffer.Memory);
        buffer.Length = response.Length;
        return new Image<T>(buffer);
    }
}

/// <summary>The response says only that the call is done.</summary>
public readonly struct EmptyDecoder : IResponseDecoder<bool>
{
    /// <inheritdoc/>
    public static bool Decode(ReadOnlySpan<byte> response) => true;
}
