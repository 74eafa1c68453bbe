using Cells.Platform.Polling;
using Cells.Transports.Frames;
using Cells.Transports.SharedMemory;

namespace Cells.Transports.Links;

/// <summary>
/// Carries frames between two peers, in order, both ways. Any thread may send. One thread at a time reads: the one that took
/// the reading with <see cref="TryBeginReading"/>.
/// </summary>
public abstract class FrameLink
{
    /// <summary>The transport's name: <c>inproc</c>, <c>shm</c>, <c>unix</c>.</summary>
    public abstract string Transport { get; }

    /// <summary>Why frames go through a socket and not through shared memory; null where they do not.</summary>
    public virtual string? WhyNoSharedMemory => null;

    /// <summary>How many system calls the link has made to receive and to send.</summary>
    public abstract (long Receive, long Send) SystemCalls { get; }

    /// <summary>How the shared memory is used; null where there is none.</summary>
    public virtual LaneFigures? LaneFigures => null;

    /// <summary>Since when, in <see cref="Environment.TickCount64"/>, the peer has had what it has had for longest of what it was lent; null where it has nothing.</summary>
    public virtual long? OldestLoan => null;

    /// <summary>How many bytes wait to be sent.</summary>
    public abstract long QueuedBytes { get; }

    /// <summary>Since when, in <see cref="Environment.TickCount64"/>, output has waited without any progress; null where it does not.</summary>
    public abstract long? StalledSince { get; }

    /// <summary>The bytes received and not yet consumed, contiguous, starting at a multiple of 16. The reader only.</summary>
    public abstract ReadOnlyMemory<byte> Unread { get; }

    /// <summary>Takes bytes off the front of <see cref="Unread"/>; they stay as they are until the reader returns or is deposed.</summary>
    public abstract void Consume(int bytes);

    /// <summary>Takes, of a link that has ended, the requests that the peer provably never had. Once.</summary>
    public virtual IReadOnlyList<UntakenRequest> TakeUntaken() => [];

    /// <summary>Begins to receive; from now on the receiver may be called.</summary>
    public abstract void Start(IFrameReceiver receiver);

    /// <summary>Tries to become the one that reads.</summary>
    public abstract bool TryBeginReading();

    /// <summary>Receives what is there and has it handled, without waiting. The reader only.</summary>
    public abstract ReadOutcome Read();

    /// <summary>Blocks until there may be something to read. The reader only.</summary>
    /// <returns>False where the time passed before.</returns>
    public abstract bool WaitReadable(int timeoutMilliseconds);

    /// <summary>Stops reading.</summary>
    /// <param name="urgent">Whether somebody else waits for what may come.</param>
    public abstract void EndReading(bool urgent);

    /// <summary>The reader is about to run user code.</summary>
    public abstract ulong EnterUserCode();

    /// <summary>User code returned. False: another thread reads now, and this one must return <see cref="ReadOutcome.Deposed"/>.</summary>
    public abstract bool TryLeaveUserCode(ulong mark);

    /// <summary>
    /// Reserves room for a frame where it will be sent from, and keeps others from sending until <see cref="CommitFrame"/> or
    /// <see cref="AbortFrame"/>, which the same thread calls at once.
    /// </summary>
    /// <param name="bytes">The frame's size: a multiple of 16, at most <see cref="FrameHeader.MaxFrameBytes"/>.</param>
    public abstract Span<byte> BeginFrame(int bytes);

    /// <summary>Begins a frame that has no prelude: writes its header, and zeroes the padding.</summary>
    /// <param name="kind">What it says.</param>
    /// <param name="flags">How it is to be read; not <see cref="FrameFlags.Prelude"/>.</param>
    /// <param name="method">The method, or the channel.</param>
    /// <param name="call">The caller's id of the call.</param>
    /// <param name="payloadBytes">The payload's size, at most <see cref="FrameHeader.MaxPayloadBytes"/>.</param>
    /// <returns>Room for the payload, which may hold anything before.</returns>
    public Span<byte> BeginFrame(FrameKind kind, FrameFlags flags, ushort method, uint call, int payloadBytes)
    {
        Span<byte> room = BeginFrame(FrameHeader.Bytes + FrameHeader.Align(payloadBytes));
        FrameHeader.WriteShort(room, kind, flags, method, call, payloadBytes);
        return room.Slice(FrameHeader.Bytes, payloadBytes);
    }

    /// <summary>Sends the frame: at once, or with the rest of the batch that this thread is reading.</summary>
    public abstract void CommitFrame();

    /// <summary>
    /// Sends the frame soon, from another thread, so that what this one commits next can go with it: for streams, whose producers commit one frame after the other.
    /// </summary>
    public abstract void CommitFrameSoon();

    /// <summary>Takes the reservation back.</summary>
    public abstract void AbortFrame();

    /// <summary>Sends a frame, or several where it is large, whose payload is an image. Retains the image until its last byte has left.</summary>
    /// <param name="header">Kind, method, call and deadline; sizes and fragment flags are filled in.</param>
    /// <param name="image">The payload.</param>
    /// <param name="metadata">A request's metadata, as long as the header says.</param>
    /// <returns>False: it is a request, and those were stopped; nothing was sent.</returns>
    public abstract bool SendImage(in FrameHeader header, ImageBuffer image, ReadOnlyMemory<byte> metadata = default);

    /// <summary>Whether the peer can be shown memory at this moment.</summary>
    public virtual bool Lends => false;

    /// <summary>Memory for an image that is sent without a copy, where that is possible and worthwhile.</summary>
    /// <param name="bytes">The image's size, at most.</param>
    public virtual ImageBuffer Rent(int bytes) => PooledImageBuffer.Rent(bytes);

    /// <summary>The image of a frame with leases, read where the peer wrote it. The reader only.</summary>
    /// <param name="payload">The frame's payload.</param>
    /// <param name="maxBytes">The largest image that is taken.</param>
    /// <returns>The caller's; what it refers to is attached to it.</returns>
    /// <exception cref="FrameException">The peer lends nothing of the kind.</exception>
    public virtual ImageBuffer Borrow(ReadOnlySpan<byte> payload, int maxBytes) => throw new FrameException($"The peer lends something over {Transport}.");

    /// <summary>Whether <see cref="StopRequests"/> was called. Certain only between <see cref="BeginFrame(int)"/> and its end.</summary>
    public abstract bool RequestsStopped { get; }

    /// <summary>The frame begun is the last word on requests: none is sent after it.</summary>
    public abstract void StopRequests();

    /// <summary>Sends what waits, as far as there is room.</summary>
    public abstract void Flush();

    /// <summary>Sends what waits for the end of a batch, if anything does.</summary>
    public virtual void FlushDeferred() => Flush();

    /// <summary>Completes when nothing waits to be sent, or the link has ended. Never fails.</summary>
    public abstract Task WhenSentAsync();

    /// <summary>Ends the link. What was committed before is still sent if that needs no waiting.</summary>
    public abstract void Close();
}
