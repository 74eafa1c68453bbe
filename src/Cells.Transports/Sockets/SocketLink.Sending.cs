using System.Diagnostics;
using Cells.Platform.Polling;
using Cells.Platform.Sockets;
using Cells.Transports.Frames;
using Cells.Transports.Links;
using Cells.Transports.SharedMemory;

namespace Cells.Transports.Sockets;

/// <content>Sending: from where a frame is built until the channel has it.</content>
public sealed partial class SocketLink
{
    /// <summary>The most that one call sends.</summary>
    public const int MaxBytesPerSend = 256 << 10;

    /// <summary>How long what a producer has committed waits for more, in microseconds, at most.</summary>
    private const int SoonMicroseconds = 50;

    private static readonly long SoonTicks = Stopwatch.Frequency / 1_000_000 * SoonMicroseconds;

    private readonly Flusher _flusher;
    private readonly SendQueue _queue = new();
    private readonly SendPieces _pieces = new();
    private long _stalledSince;
    private bool _sending;
    private volatile bool _blocked;
    private bool _requestsStopped;
    private bool _flushesSoon;
    private bool _isUrgent;

    // Whether something was left to the end of a thread's batch.
    private volatile bool _deferred;

    // The size of the frame that is being built where the peer reads it; 0 where it is written to the queue.
    private int _building;
    private TaskCompletionSource? _whenSent;

    /// <inheritdoc/>
    public override Span<byte> BeginFrame(int bytes)
    {
        _gate.Enter();
        return Reserve(bytes);
    }

    /// <inheritdoc/>
    public override void CommitFrame()
    {
        CommitReserved();
        LeaveGateAndSend();
    }

    /// <inheritdoc/>
    public override void CommitFrameSoon()
    {
        CommitReserved();
        if (IsTimeToSend)
        {
            SendAndLeaveGate();
            return;
        }

        // Whoever sends now sends this as well.
        bool needsSender = !_sending && !_closed && !_flushesSoon;
        _flushesSoon |= needsSender;
        _gate.Exit();
        if (needsSender)
            ThreadPool.UnsafeQueueUserWorkItem(_flusher, preferLocal: false);
    }

    /// <inheritdoc/>
    public override void AbortFrame() => _gate.Exit();

    /// <inheritdoc/>
    public override bool SendImage(in FrameHeader header, ImageBuffer image, ReadOnlyMemory<byte> metadata = default)
    {
        _gate.Enter();
        if (_requestsStopped && header.Kind == FrameKind.Request)
        {
            _gate.Exit();
            return false;
        }

        if (!TryLend(header, image, metadata.Span))
        {
            if (image.Attachments is { } attachments)
            {
                _gate.Exit();
                return SendComplete(header, attachments.Complete(image), metadata);
            }

            if (!TryBuild(header, image, metadata.Span))
                _queue.AddImage(header, image, metadata);
        }

        LeaveGateAndSend();
        return true;
    }

    /// <inheritdoc/>
    public override bool RequestsStopped => _requestsStopped;

    /// <inheritdoc/>
    public override void StopRequests() => _requestsStopped = true;

    /// <inheritdoc/>
    public override void Flush()
    {
        _gate.Enter();
        SendAndLeaveGate();
    }

    /// <inheritdoc/>
    public override void FlushDeferred()
    {
        if (_deferred)
            Flush();
    }

    /// <inheritdoc/>
    public override Task WhenSentAsync()
    {
        Task sent = Task.CompletedTask;
        using (_gate.Hold())
        {
            if (!_closed && (_queue.Waits || _sending))
                sent = (_whenSent ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        return sent;
    }

    private bool SendComplete(in FrameHeader header, ImageBuffer complete, ReadOnlyMemory<byte> metadata)
    {
        try
        {
            return SendImage(header, complete, metadata);
        }
        finally
        {
            complete.TryGiveUp(complete.Generation);
        }
    }

    /// <summary>Adds a frame that lends the image, or what it refers to, where the peer can be shown that.</summary>
    private bool TryLend(in FrameHeader header, ImageBuffer image, ReadOnlySpan<byte> metadata)
    {
        if (_channel.Lender is not { } lender || !LeaseFrames.IsWorthwhile(image))
            return false;
        Span<LeaseReference> references = stackalloc LeaseReference[LeaseTable.MaxLeases];
        if (!LeaseFrames.TryLend(lender, image, references, out int count, out bool imageIsLent))
            return false;
        FrameHeader lending = header with { Flags = header.Flags | FrameFlags.Leases, PayloadBytes = LeaseTable.SizeOf(count) + (imageIsLent ? 0 : image.Length) };
        Span<byte> room = Reserve(lending.FrameBytes);
        lending.Write(room, metadata);
        LeaseFrames.Write(room[lending.PayloadStart..], image, references[..count], imageIsLent);
        CommitReserved();
        return true;
    }

    /// <summary>Copies a small image to where the peer reads it, behind its header. False: it cannot be there in one piece at this moment.</summary>
    private bool TryBuild(in FrameHeader header, ImageBuffer image, ReadOnlySpan<byte> metadata)
    {
        FrameHeader frame = header with { PayloadBytes = image.Length };
        if (image.Length > FrameHeader.MaxPayloadBytes || !TryReserveInPlace(frame.FrameBytes, out Span<byte> room))
            return false;
        frame.Write(room, metadata);
        image.Bytes.CopyTo(room[frame.PayloadStart..]);
        room[(frame.PayloadStart + image.Length)..].Clear();
        CommitReserved();
        return true;
    }

    private Span<byte> Reserve(int bytes) => TryReserveInPlace(bytes, out Span<byte> room) ? room : _queue.Reserve(bytes);

    /// <summary>Room where the peer reads it, unless something waits to be sent before.</summary>
    private bool TryReserveInPlace(int bytes, out Span<byte> room)
    {
        if (_sending || _closed || !_queue.IsEmpty || !_channel.TryReserve(bytes, out room))
        {
            room = default;
            _building = 0;
            return false;
        }

        _building = bytes;
        return true;
    }

    private void CommitReserved()
    {
        if (_building > 0)
            _queue.AddBuilt(_channel.Build(_building));
        else
            _queue.CommitReserved();
    }

    private bool IsTimeToSend => _channel.SendsEarly(_queue.FramesSinceSend, _queue.ReadyBytes + _queue.Built);

    /// <summary>Sends what producers have committed, until nothing is left of it.</summary>
    private void FlushSoon()
    {
        bool isLeft;
        do
        {
            WaitForMore();
            _gate.Enter();
            SendAndLeaveGate(leavesRest: true);
            _gate.Enter();
            isLeft = _flushesSoon = !_sending && !_blocked && !_closed && _queue.Waits;
            _gate.Exit();
        }
        while (isLeft);
    }

    /// <summary>As long as a producer commits one frame after the other, they are better sent together; it sends itself when there are enough.</summary>
    private void WaitForMore()
    {
        long begun = Stopwatch.GetTimestamp();
        int seen;
        do
        {
            seen = _queue.FramesSinceSend;
            Thread.Yield();
        }
        while (_queue.FramesSinceSend != seen && Stopwatch.GetTimestamp() - begun < SoonTicks);
    }

    private void LeaveGateAndSend()
    {
        SendBatch? batch = SendBatch.Current;
        if (batch is not null && !IsTimeToSend && batch.TryDefer(this))
        {
            if (!_deferred)
                _deferred = true;
            _gate.Exit();
        }
        else
        {
            SendAndLeaveGate();
        }
    }

    /// <summary>
    /// Sends until nothing waits or there is no room. One thread at a time; what others add meanwhile is sent by it as well.
    /// The gate is held on entry, free while the socket is called, and free on return.
    /// </summary>
    /// <param name="leavesRest">Whether what producers commit meanwhile may be left; the caller looks after it.</param>
    private void SendAndLeaveGate(bool leavesRest = false)
    {
        if (_sending || _closed)
        {
            _isUrgent = true;
            if (_closed && !_sending)
                _queue.Clear();
            _gate.Exit();
            return;
        }

        if (_deferred)
            _deferred = false;
        bool wakes = ShowBuilt();
        if (!wakes && _queue.IsEmpty)
        {
            if (_blocked)
                _blocked = false;
            TellSent();
            _gate.Exit();
            return;
        }

        _sending = true;
        _isUrgent = false;
        if (wakes)
        {
            _gate.Exit();
            _channel.Wake();
            _gate.Enter();
            if (_closed)
                _queue.Clear();
        }

        while (!_queue.IsEmpty)
        {
            _queue.Collect(_pieces, MaxBytesPerSend);
            _gate.Exit();
            int offered = _pieces.Bytes;
            SocketResult result = _channel.Send(_pieces);
            _gate.Enter();
            _queue.Sent(result.Bytes, _channel);
            if (_closed)
            {
                _queue.Clear();
                break;
            }

            // The reader sees the end as well, and then what is left says which requests never left.
            if (result.IsClosed)
                break;

            if (result.Bytes < offered)
            {
                if (!WaitForRoom(result.Bytes > 0))
                    continue;
                _sending = false;
                if (_released)
                    _channel.Dispose();
                _gate.Exit();
                return;
            }

            if (leavesRest && !_isUrgent)
                break;
        }

        _blocked = false;
        _sending = false;
        if (_released)
            _channel.Dispose();
        if (_queue.IsEmpty)
            TellSent();
        _gate.Exit();
    }

    /// <summary>Shows the peer what was built for it.</summary>
    /// <returns>Whether it is to be woken.</returns>
    private bool ShowBuilt()
    {
        if (_queue.Built == 0)
            return false;
        bool wakes = _channel.Publish();
        _queue.Shown(_channel);
        return wakes;
    }

    /// <summary>Nothing is sent any more, and what waited is given back. Where another thread sends at this moment, it does that, and nobody can say what it has sent.</summary>
    private void ForgetQueue(bool byPeer)
    {
        if (!_sending)
        {
            if (!_closed)
                _untaken = _queue.TakeUntaken(_channel, byPeer);
            _queue.Clear();
        }

        _closed = true;
    }

    private void TellSent()
    {
        _whenSent?.TrySetResult();
        _whenSent = null;
    }

    /// <returns>False: there is room again.</returns>
    private bool WaitForRoom(bool progress)
    {
        if (progress || !_blocked)
            Volatile.Write(ref _stalledSince, Environment.TickCount64);
        _blocked = true;
        if (!_channel.TryWaitForRoom())
            return false;
        if (_channel.TellsOfRoom)
            Reactor.Shared.WatchForRoom(_source);
        return true;
    }

    /// <summary>Sends on the thread pool.</summary>
    private sealed class Flusher(SocketLink link) : IThreadPoolWorkItem
    {
        public void Execute() => link.FlushSoon();
    }
}
