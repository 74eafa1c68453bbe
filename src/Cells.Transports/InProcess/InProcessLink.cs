using Cells.Platform.Polling;
using Cells.Platform.Threads;
using Cells.Transports.Frames;
using Cells.Transports.Links;

namespace Cells.Transports.InProcess;

/// <summary>
/// Frames between two sides in one process. The thread pool reads, or a thread that blocks for an answer; never the thread that sends, because
/// a handler that blocks must not block who called it.
/// </summary>
public sealed class InProcessLink : FrameLink, IWatchedReader
{
    // Whether this thread has just read for one side and given the turn back: what it wrote meanwhile it then reads for the other side.
    [ThreadStatic]
    private static bool t_delivers;

    [ThreadStatic]
    private static InProcessLink? t_next;

    private readonly Inbox _inbox = new();
    private readonly ReadingTurn _turn = new();
    private readonly PoolReader _reader;
    private InProcessLink _peer = null!;
    private IFrameReceiver? _receiver;
    private SendBatch? _readingBatch;
    private int _reserved;
    private bool _requestsStopped;
    private int _readingThread;
    private int _scheduled;
    private bool _ended;

    private InProcessLink() => _reader = new PoolReader(this);

    /// <inheritdoc/>
    public override string Transport => "inproc";

    /// <inheritdoc/>
    public override (long Receive, long Send) SystemCalls => (0, 0);

    /// <inheritdoc/>
    public override long QueuedBytes => _peer._inbox.Bytes;

    /// <inheritdoc/>
    public override long? StalledSince => null;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Unread => _inbox.Unread;

    /// <inheritdoc/>
    public override bool RequestsStopped => _requestsStopped;

    /// <inheritdoc/>
    ReadingTurn? IWatchedReader.CurrentTurn => _turn;

    /// <inheritdoc/>
    int IWatchedReader.ThreadId => Volatile.Read(ref _readingThread);

    /// <summary>Two links, each the other's peer.</summary>
    public static (InProcessLink First, InProcessLink Second) CreatePair()
    {
        var first = new InProcessLink();
        var second = new InProcessLink { _peer = first };
        first._peer = second;
        return (first, second);
    }

    /// <inheritdoc/>
    public override void Consume(int bytes) => _inbox.Consume(bytes);

    /// <inheritdoc/>
    public override void Start(IFrameReceiver receiver)
    {
        Volatile.Write(ref _receiver, receiver);
        Deliver();
    }

    /// <inheritdoc/>
    public override bool TryBeginReading() => Volatile.Read(ref _receiver) is not null && !_ended && _turn.TryBegin();

    /// <inheritdoc/>
    public override ReadOutcome Read()
    {
        if (_ended)
            return ReadOutcome.Ended;

        SendBatch batch = SendBatch.Begin();
        _readingBatch = batch;
        Volatile.Write(ref _readingThread, ThreadStatus.CurrentId);
        int watched = Sentinel.Shared.Watch(this);
        try
        {
            // Looked at first: what was written before the end is there afterwards.
            bool isClosed = _inbox.IsClosed;
            if (_inbox.TryTake())
                return _receiver!.OnFrames();
            return isClosed ? End(error: null) : ReadOutcome.Nothing;
        }
        catch (FrameException error)
        {
            return End(error);
        }
        finally
        {
            Sentinel.Shared.Forget(watched);
            batch.End();
        }
    }

    /// <inheritdoc/>
    public override bool WaitReadable(int timeoutMilliseconds) => _inbox.WaitForNews(timeoutMilliseconds);

    /// <inheritdoc/>
    public override void EndReading(bool urgent)
    {
        _turn.End();
        Interlocked.MemoryBarrier();
        Deliver();
    }

    /// <inheritdoc/>
    public override ulong EnterUserCode() => _turn.EnterUserCode();

    /// <inheritdoc/>
    public override bool TryLeaveUserCode(ulong mark) => _turn.TryLeaveUserCode(mark);

    /// <inheritdoc/>
    public override Span<byte> BeginFrame(int bytes)
    {
        Span<byte> room = _peer._inbox.Enter(bytes);
        _reserved = bytes;
        return room;
    }

    /// <inheritdoc/>
    public override void CommitFrame()
    {
        _peer._inbox.Append(_reserved);
        DeliverToPeer();
    }

    /// <inheritdoc/>
    public override void CommitFrameSoon() => CommitFrame();

    /// <inheritdoc/>
    public override void AbortFrame() => _peer._inbox.Leave();

    /// <inheritdoc/>
    public override bool SendImage(in FrameHeader header, ImageBuffer image, ReadOnlyMemory<byte> metadata = default)
    {
        if (image.Attachments is { } attachments)
        {
            ImageBuffer complete = attachments.Complete(image);
            bool isSent = SendImage(header, complete, metadata);
            complete.TryGiveUp(complete.Generation);
            return isSent;
        }

        int sent = 0;
        do
        {
            FrameHeader frame = FragmentOf(header, image.Length, sent);
            Span<byte> room = BeginFrame(frame.FrameBytes);
            if (_requestsStopped && header.Kind == FrameKind.Request && sent == 0)
            {
                AbortFrame();
                return false;
            }

            frame.Write(room, sent == 0 ? metadata.Span : default);
            image.Bytes.Slice(sent, frame.PayloadBytes).CopyTo(room[frame.PayloadStart..]);
            room[(frame.PayloadStart + frame.PayloadBytes)..].Clear();
            _peer._inbox.Append(_reserved);
            sent += frame.PayloadBytes;
        }
        while (sent < image.Length);

        DeliverToPeer();
        return true;
    }

    /// <inheritdoc/>
    public override void StopRequests() => _requestsStopped = true;

    /// <inheritdoc/>
    public override void Flush() => _peer.Deliver();

    /// <inheritdoc/>
    public override Task WhenSentAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public override void Close()
    {
        _inbox.Close();
        _peer._inbox.Close();
        Deliver();
        _peer.Deliver();
    }

    /// <inheritdoc/>
    void IWatchedReader.Replace(ReadingTurn turn, ulong observed)
    {
        if (!turn.TryDepose(observed))
            return;
        ThreadPool.UnsafeQueueUserWorkItem(static link => link.TakeOver(), this, preferLocal: false);
    }

    private void TakeOver()
    {
        _inbox.Abandon();
        _readingBatch?.Abandon();
        _receiver!.OnTakenOver();
        ReadInTurns(this, ownsTurn: true);
    }

    private static FrameHeader FragmentOf(in FrameHeader header, int total, int sent)
    {
        int now = Math.Min(total - sent, FrameHeader.MaxPayloadBytes);
        if (now == total)
            return header with { PayloadBytes = now };
        FrameFlags more = sent + now < total ? FrameFlags.More : FrameFlags.None;
        FrameFlags outcome = header.Kind == FrameKind.Request ? FrameFlags.None : FrameFlags.OfOutcome;
        return sent == 0
            ? header with { PayloadBytes = now, Flags = header.Flags | FrameFlags.Prelude | more, TotalBytes = total }
            : new FrameHeader(now, FrameKind.Fragment, more | outcome, 0, header.Call);
    }

    private void DeliverToPeer()
    {
        if (SendBatch.Current is not { } batch || !batch.TryDefer(this))
            _peer.Deliver();
    }

    /// <summary>Has what has come read, unless a thread does so already.</summary>
    private void Deliver()
    {
        if (t_delivers && (t_next ?? this) == this)
            t_next = this;
        else if (_inbox.HasNews && Interlocked.Exchange(ref _scheduled, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(_reader, preferLocal: false);
    }

    /// <summary>Reads for one side, then for the other what was written to it meanwhile, and so on as long as there is something.</summary>
    private static void ReadInTurns(InProcessLink first, bool ownsTurn)
    {
        InProcessLink? link = first;
        while (link is not null && (ownsTurn || (link._inbox.HasNews && link.TryBeginReading())))
        {
            ownsTurn = false;
            bool goesOn = link.ReadAndDeliver();
            InProcessLink? next = t_next;
            t_next = null;
            if (next is not null && goesOn)
                link.Deliver();
            link = next ?? (goesOn ? link : null);
        }
    }

    /// <summary>
    /// Reads, gives the turn back, and only then delivers what was written meanwhile: what runs on the other side may block until somebody
    /// reads here.
    /// </summary>
    /// <returns>False: there is no more to read for this thread.</returns>
    private bool ReadAndDeliver()
    {
        SendBatch batch = SendBatch.Begin();
        ReadOutcome outcome = Read();
        if (outcome != ReadOutcome.Deposed)
            _turn.End();
        Interlocked.MemoryBarrier();
        t_delivers = true;
        batch.End();
        t_delivers = false;
        return outcome is not (ReadOutcome.Deposed or ReadOutcome.Ended);
    }

    private ReadOutcome End(Exception? error)
    {
        _ended = true;
        _peer._inbox.Close();
        _receiver!.OnEnded(error);
        _peer.Deliver();
        return ReadOutcome.Ended;
    }

    /// <summary>Reads on the pool.</summary>
    private sealed class PoolReader(InProcessLink link) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            Interlocked.Exchange(ref link._scheduled, 0);
            ReadInTurns(link, ownsTurn: false);
        }
    }
}
