using Cells.Binding;
using Cells.Images;

namespace Cells;

/// <summary>
/// An owned image of one message, in memory that a session can send without copying it. Read it through its generated <c>View</c>,
/// build it through its generated <c>Build()</c>. Dispose it once; a copy of the handle is the same handle.
/// </summary>
/// <typeparam name="T">The message.</typeparam>
public readonly struct Image<T> : IDisposable, IEquatable<Image<T>>
    where T : IImageMessage<T>
{
    private readonly ImageBuffer? _buffer;
    private readonly int _generation;

    /// <summary>Owns a buffer. For transports; callers use <see cref="Create"/> or a client's <c>Rent</c>.</summary>
    public Image(ImageBuffer buffer)
    {
        _buffer = buffer;
        _generation = buffer.Generation;
    }

    /// <summary>The memory behind the image.</summary>
    /// <exception cref="ObjectDisposedException">The image was disposed, or never created.</exception>
    public ImageBuffer Buffer =>
        _buffer is { } buffer && buffer.Generation == _generation ? buffer : throw new ObjectDisposedException($"Image<{typeof(T).Name}>");

    /// <summary>The image's bytes.</summary>
    /// <exception cref="ObjectDisposedException">The image was disposed, or never created.</exception>
    public ReadOnlySpan<byte> Bytes => Buffer.Bytes;

    /// <summary>Writes a value's image into pooled memory.</summary>
    /// <exception cref="ImageException">The value has no image (a lone surrogate in a string), or it is too large.</exception>
    public static Image<T> Create(T value)
    {
        PooledRoom room = PooledRoom.Rent(ImageSizeGuess<T>.Bytes);
        int bytes = 0;
        try
        {
            bytes = ImageCodec.Write(room, value);
        }
        finally
        {
            if (bytes == 0)
                room.Take().Release();
        }

        PooledImageBuffer buffer = room.Take();
        buffer.Length = bytes;
        ImageSizeGuess<T>.Bytes = bytes;
        return new Image<T>(buffer);
    }

    /// <summary>The same for a peer that can be shown memory: larger leases in the value are referred to, and held as long as the image is.</summary>
    internal static Image<T> CreateLending(T value)
    {
        using var collection = LeaseCollection.Begin();
        Image<T> image = Create(value);
        if (collection.Take() is { } leases)
            image.Buffer.Attachments = new LentLeases(leases, Complete);
        return image;
    }

    /// <summary>An image that contains everything of one that refers to leases.</summary>
    internal static ImageBuffer Complete(ImageBuffer image)
    {
        using (image.Attachments!.Enter())
            return CreateComplete(image.Bytes).Buffer;
    }

    /// <summary>Makes an image that contains everything of one that may refer to leases.</summary>
    internal static Image<T> CreateComplete(ReadOnlySpan<byte> image)
    {
        T value = ImageCodec.Read<T>(image);
        using (GivenLeases.Begin())
            return Create(value);
    }

    /// <summary>Makes an owned value of the image.</summary>
    /// <exception cref="ImageException">The bytes are not an image of this message.</exception>
    public T Read() => ImageCodec.Read<T>(Bytes);

    /// <summary>Gives the memory back once whoever still sends it has done so.</summary>
    public void Dispose() => _buffer?.TryGiveUp(_generation);

    /// <summary>Whether both are the same handle.</summary>
    public bool Equals(Image<T> other) => ReferenceEquals(_buffer, other._buffer) && _generation == other._generation;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Image<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_buffer, _generation);
}
