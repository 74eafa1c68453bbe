using System.IO.Pipelines;
using Cells.Images;

namespace Cells.Binding;

/// <summary>A call being served. Pooled; valid until its dispatcher's task completes.</summary>
public abstract class IncomingCall
{
    /// <summary>The request's image; valid until the dispatcher first returns. Starts at a multiple of 16 bytes.</summary>
    public abstract ReadOnlySpan<byte> Request { get; }

    /// <summary>Fires when the caller cancels, its deadline passes or its session ends.</summary>
    public abstract CancellationToken Cancellation { get; }

    /// <summary>Fires when the session is drained, while the call goes on.</summary>
    public abstract CancellationToken Draining { get; }

    /// <summary>How long the caller still waits; null where it set no deadline.</summary>
    public abstract TimeSpan? Remaining { get; }

    /// <summary>What the caller sent beside the request.</summary>
    public abstract CallMetadata Metadata { get; }

    /// <summary>Who calls.</summary>
    public abstract PeerInfo Peer { get; }

    /// <summary>What calls the caller back, nested in this call.</summary>
    public abstract CellInvoker CreateInvoker();

    /// <summary>A stream among the arguments, to be read once.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="channel">Its channel, from 1.</param>
    public abstract IAsyncEnumerable<T> OpenStream<T>(int channel)
        where T : IImageMessage<T>;

    /// <summary>A tunnel among the arguments.</summary>
    /// <param name="channel">Its channel, from 1.</param>
    public abstract IDuplexPipe OpenTunnel(int channel);

    /// <summary>The handler is done: completes once all that it wrote to its tunnels has been sent, or is not wanted.</summary>
    public abstract ValueTask CloseTunnelsAsync();

    /// <summary>Sends a stream as the result, and then the outcome; completes with it, or with what the producer throws.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The producer.</param>
    public abstract ValueTask ReplyStreamAsync<T>(IAsyncEnumerable<T> items)
        where T : IImageMessage<T>;

    /// <summary>The request as an owned value.</summary>
    /// <exception cref="CellException"><see cref="CellErrorCode.InvalidPayload"/>: the bytes are not an image of the message.</exception>
    public T ReadRequest<T>()
        where T : IImageMessage<T>
    {
        try
        {
            return ImageCodec.Read<T>(Request);
        }
        catch (ImageException error)
        {
            throw new CellException(CellErrorCode.InvalidPayload, $"The request cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The request as an image that outlives the dispatcher's first return. The caller disposes it.</summary>
    public Image<T> TakeRequest<T>()
        where T : IImageMessage<T>
    {
        ImageBuffer taken = TakeRequestBuffer();
        if (taken.Attachments is null)
            return new Image<T>(taken);

        // An image that outlives the call contains what it refers to.
        try
        {
            return new Image<T>(Image<T>.Complete(taken));
        }
        catch (ImageException error)
        {
            throw new CellException(CellErrorCode.InvalidPayload, $"The request cannot be read: {error.Message}", error);
        }
        finally
        {
            taken.TryGiveUp(taken.Generation);
        }
    }

    /// <summary>Replies with nothing but success.</summary>
    public void Reply()
    {
        BeginReply(0);
        CommitReply();
    }

    /// <summary>Replies with a value, and gives up the leases in it.</summary>
    public void Reply<T>(T value)
        where T : IImageMessage<T>
    {
        int bytes = ImageCodec.Measure(value);
        if (bytes > CellInvoker.MaxDirectBytes)
        {
            Image<T> image;
            using (GivenLeases.Begin())
                image = Lends ? Image<T>.CreateLending(value) : Image<T>.Create(value);
            Reply(image);
            return;
        }

        Span<byte> room = BeginReply(bytes);
        try
        {
            using (GivenLeases.Begin())
                ImageCodec.Write(room, value);
        }
        catch
        {
            AbortReply();
            throw;
        }

        CommitReply();
    }

    /// <summary>Replies with an image and gives it up.</summary>
    public void Reply<T>(Image<T> image)
        where T : IImageMessage<T>
    {
        using (image)
            SendReply(image.Buffer);
    }

    /// <summary>Replies once the handler is done.</summary>
    public ValueTask ReplyAsync(ValueTask handler) => EmptyReply.Begin(this, handler);

    /// <summary>Replies with a value once the handler has made it.</summary>
    public ValueTask ReplyAsync<T>(ValueTask<T> handler)
        where T : IImageMessage<T> => LaterReply<T, ValueReplier<T>>.Begin(this, handler);

    /// <summary>Replies with an image once the handler has made it, and gives it up.</summary>
    public ValueTask ReplyAsync<T>(ValueTask<Image<T>> handler)
        where T : IImageMessage<T> => LaterReply<Image<T>, ImageReplier<T>>.Begin(this, handler);

    /// <summary>Whether the caller can be shown memory, so that larger leases need not be copied.</summary>
    protected virtual bool Lends => false;

    /// <summary>Copies the request, or keeps the memory it lies in.</summary>
    protected abstract ImageBuffer TakeRequestBuffer();

    /// <summary>Reserves room for a reply where it will be sent from; at once followed by <see cref="CommitReply"/> or <see cref="AbortReply"/>.</summary>
    protected abstract Span<byte> BeginReply(int bytes);

    /// <summary>Sends the reply written since <see cref="BeginReply"/>.</summary>
    protected abstract void CommitReply();

    /// <summary>Takes the reservation of <see cref="BeginReply"/> back.</summary>
    protected abstract void AbortReply();

    /// <summary>Sends an image as the reply; retains it for as long as that takes.</summary>
    protected abstract void SendReply(ImageBuffer image);
}
