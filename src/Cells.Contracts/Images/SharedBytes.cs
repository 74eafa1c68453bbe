using System.Diagnostics.CodeAnalysis;

namespace Cells;

/// <summary>
/// A lease of bulk memory, for what is too large to be copied about: rented, filled in place, passed as a member of messages, given back by <see cref="Dispose"/>. In the
/// contract it is <c>bytes</c>, as a <c>byte[]</c> is. Over shared memory whoever receives it reads it where it was written, and may pass it on in the same way.
/// </summary>
/// <remarks>
/// Who rents or receives a lease disposes of it; arguments stay their caller's. What a handler returns or a producer yields it has given up. A lease that is
/// forgotten is left to the garbage collector, and counted. Not for several threads that dispose and read at once.
/// </remarks>
[SuppressMessage("Design", "MA0055:Do not use finalizer", Justification = "It frees nothing; it counts what its holder forgot.")]
public sealed class SharedBytes : IDisposable, IEquatable<SharedBytes>
{
    private ImageBuffer? _buffer;
    private volatile bool _isFilled;

    /// <summary>Takes a hold over.</summary>
    internal SharedBytes(ImageBuffer buffer)
    {
        Length = buffer.Length;
        _buffer = buffer;
    }

    /// <summary>Nobody holds the lease, and nobody gave it back. Its memory may still be looked at, so it is not used again.</summary>
    ~SharedBytes()
    {
        if (_buffer is not null)
            LeaseCount.Forgotten();
    }

    /// <summary>The size in bytes.</summary>
    public int Length { get; }

    /// <summary>The bytes. Not to be looked at after <see cref="Dispose"/>: the memory is another lease's then.</summary>
    /// <exception cref="ObjectDisposedException">The lease was given back.</exception>
    public ReadOnlySpan<byte> Span => Buffer.Memory[..Length];

    /// <summary>The bytes, for asynchronous code. As with <see cref="Span"/>, not after <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The lease was given back.</exception>
    public ReadOnlyMemory<byte> Memory => Buffer.WholeMemory[..Length];

    /// <summary>The bytes, to be filled in.</summary>
    /// <exception cref="ObjectDisposedException">The lease was given back.</exception>
    /// <exception cref="InvalidOperationException">It was passed on, or came from another peer: others may read it.</exception>
    public Span<byte> WritableSpan => Writable.Memory[..Length];

    /// <summary>The bytes, to be filled in by asynchronous code.</summary>
    /// <exception cref="ObjectDisposedException">The lease was given back.</exception>
    /// <exception cref="InvalidOperationException">It was passed on, or came from another peer: others may read it.</exception>
    public Memory<byte> WritableMemory => Writable.WholeMemory[..Length];

    internal ImageBuffer Buffer => _buffer ?? throw new ObjectDisposedException(nameof(SharedBytes), "The lease was given back.");

    private ImageBuffer Writable => !_isFilled
        ? Buffer
        : throw new InvalidOperationException("The lease was passed on, or came from another peer; others may read it. Rent another one.");

    /// <summary>Rents memory: so many bytes, zeroed, the first at a multiple of 64.</summary>
    /// <param name="length">How many; as many as an image may have.</param>
    public static SharedBytes Rent(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return Zeroed(RentBuffer(length));
    }

    /// <summary>
    /// As <see cref="Rent"/>, and never in memory whose bytes have to be copied on their way: where no shared memory is free, waits in line until some is given back.
    /// </summary>
    /// <param name="length">How many; as many as an image may have.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CellException"><see cref="CellErrorCode.ResourceExhausted"/>: none was given back within 10 s (<c>HubLimits.MaxWait</c>).</exception>
    public static async ValueTask<SharedBytes> RentAsync(int length, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length < LeaseCollection.MinBytes || !SharedMemory.IsOn)
            return Rent(length);
        try
        {
            PooledImageBuffer buffer = await PooledImageBuffer.RentSharedAsync(length, cancellation);
            buffer.Length = length;
            return Zeroed(buffer);
        }
        catch (TimeoutException error)
        {
            throw new CellException(CellErrorCode.ResourceExhausted, $"{error.Message} 'cell ps --json' shows which cells hold how much.", error);
        }
    }

    /// <summary>A lease of a copy of bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public static SharedBytes CopyOf(ReadOnlySpan<byte> bytes)
    {
        PooledImageBuffer buffer = RentBuffer(bytes.Length);
        bytes.CopyTo(buffer.Memory);
        return new SharedBytes(buffer);
    }

    /// <summary>Gives the memory back. A second time has no effect.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is not { } buffer)
            return;
        GC.SuppressFinalize(this);
        buffer.Release();
    }

    /// <summary>Whether both have the same bytes.</summary>
    public bool Equals(SharedBytes? other) => ReferenceEquals(this, other) || (other is not null && Span.SequenceEqual(other.Span));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SharedBytes);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Length} bytes{(_buffer is null ? ", given back" : "")}";

    /// <summary>From now on others may read it.</summary>
    internal SharedBytes Filled()
    {
        _isFilled = true;
        return this;
    }

    private static SharedBytes Zeroed(PooledImageBuffer buffer)
    {
        if (!buffer.IsFresh)
            buffer.Memory[..buffer.Length].Clear();
        return new SharedBytes(buffer);
    }

    private static PooledImageBuffer RentBuffer(int length)
    {
        PooledImageBuffer buffer = length < LeaseCollection.MinBytes || !SharedMemory.IsOn ? PooledImageBuffer.Rent(length) : PooledImageBuffer.RentShared(length);
        buffer.Length = length;
        return buffer;
    }
}
