using System.Diagnostics;
using Cells.Binding;
using Cells.Platform.Polling;
using Cells.Rpc.Sessions;
using Cells.Rpc.Streams;
using Cells.Transports.Frames;
using Cells.Transports.Links;

namespace Cells.Rpc;

/// <content>The calls that this side makes.</content>
public sealed partial class CellSession
{
    /// <summary>How long a blocked caller sleeps before it looks whether its call was cancelled or timed out by another thread.</summary>
    private const int BlockedLookMilliseconds = 20;

    [ThreadStatic]
    private static ManualResetEventSlim? t_sleeper;

    private SpinBudget _callerSpin = SpinBudget.Create();
    private bool _readerIsCaller;
    private int _sleepers;
    private int _hasDeadlines;

    /// <inheritdoc/>
    bool IDeadlineKeeper.HasDeadlines => Volatile.Read(ref _hasDeadlines) != 0;

    /// <inheritdoc/>
    public override bool TryBegin(PendingCall call, int bytes, out Span<byte> request)
    {
        request = default;
        if (_remote is not { } remote || (_waiting.Count > 0 && _waiting.IsWaitingAt(call.Depth)))
            return false;

        if (call.Depth > 0)
            ThrowIfTooDeep(call);
        if (!remote.TryIndexOf(call.Method, out ushort method) || !_calls.TryAdd(call, out uint id))
            return false;

        call.Channel = this;
        request = call.HasPrelude ? BeginWithPrelude(call, method, id, bytes) : Link.BeginFrame(FrameKind.Request, CompleteFlag(call), method, id, bytes);
        if (!Link.RequestsStopped)
            return true;
        Abort(call);
        return false;
    }

    /// <inheritdoc/>
    public override void Commit(PendingCall call) => Link.CommitFrame();

    /// <inheritdoc/>
    public override void Abort(PendingCall call)
    {
        Link.AbortFrame();
        _calls.Remove(call);
    }

    /// <inheritdoc/>
    public override void Submit(PendingCall call, ImageBuffer request)
    {
        call.Channel = this;
        ThrowIfTooDeep(call);
        var streams = (MadeStreams?)call.Streams;
        if (_remote is { } remote)
        {
            bool isDecided = remote.TryIndexOf(call.Method, out ushort method);
            ThrowIfTooLarge(request, "request", call.Method.ToString());
            if (isDecided && !_waiting.IsWaitingAt(call.Depth) && _calls.TryAdd(call, out uint id))
            {
                if (SendRequest(call, method, id, request, streams))
                    return;

                _calls.Remove(call);
            }
        }

        WatchDeadline(call);
        if (!_waiting.TryAdd(call, request))
            throw Lost(notStarted: true, call);
        SendWaiting();
    }

    /// <summary>As <see cref="Submit"/>, for a call whose caller waits already: what goes wrong becomes its outcome.</summary>
    internal void SubmitOrFail(PendingCall call, ImageBuffer request)
    {
        try
        {
            Submit(call, request);
        }
        catch (CellException error)
        {
            FailOrReturn(call, request, error);
        }
    }

    /// <inheritdoc/>
    public override void Cancel(PendingCall call)
    {
        uint id = call.ChannelKey;
        CancellationToken cancellation = call.Cancellation;
        bool sent = false;
        if (!_waiting.TryRemove(call))
        {
            if (!_calls.TryAbandon(call))
                return;
            sent = true;
        }

        if (sent)
            SendControl(FrameKind.Cancel, id);
        call.Fail(new OperationCanceledException(cancellation), runElsewhere: false);
    }

    /// <inheritdoc/>
    public override void Wait(PendingCall call)
    {
        // What this thread has written as part of a batch must not wait for the batch's end.
        SendBatch.Current?.FlushAll();

        // A call that is made again on another session is waited for there.
        while (!call.IsCompleted && ReferenceEquals(call.Channel, this))
        {
            if (!Link.TryBeginReading())
            {
                SleepUntilOutcome(call);
                continue;
            }

            _readerIsCaller = true;
            ReadUntilOutcome(call);
            _readerIsCaller = false;
            Link.EndReading(urgent: Volatile.Read(ref _sleepers) > 0);
        }
    }

    /// <summary>Sends calls that waited, as far as the peer allows and its schema is known.</summary>
    internal void SendWaiting()
    {
        while (_waiting.Count > 0 && _remote is { } remote && _waiting.TryPromote(_calls, out PendingCall? call, out ImageBuffer? request))
        {
            try
            {
                if (!remote.TryIndexOf(call.Method, out ushort method))
                    throw new UnreachableException("A call was promoted that is held.");
                ThrowIfTooLarge(request, "request", call.Method.ToString());
                var streams = (MadeStreams?)call.Streams;
                if (!SendRequest(call, method, call.ChannelKey, request, streams))
                    throw Lost(notStarted: true, call);
            }
            catch (CellException error)
            {
                _calls.Remove(call);
                FailOrReturn(call, request, error);
            }
            finally
            {
                request.Release();
            }
        }

        BeginSchemaFetches();
    }

    /// <summary>Fails the calls whose deadline has passed and cancels those being served.</summary>
    /// <param name="now">In <see cref="Environment.TickCount64"/>.</param>
    /// <returns>Whether calls with a deadline remain.</returns>
    bool IDeadlineKeeper.ExpireDeadlines(long now)
    {
        Volatile.Write(ref _hasDeadlines, 0);
        var late = new List<PendingCall>();
        var overdue = new List<(PendingCall Call, uint Id)>();
        bool more = _waiting.RemoveOverdue(now, late);
        more |= _calls.AbandonOverdue(now, overdue);
        foreach ((PendingCall call, uint id) in overdue)
        {
            SendControl(FrameKind.Cancel, id);
            late.Add(call);
        }

        foreach (PendingCall call in late)
            call.Fail(Overdue(call, Peer.Cell), runElsewhere: true);

        foreach (var served in Served.Snapshot())
        {
            if (served.DeadlineTick <= now)
                CancelOnPool(served);
            else if (served.DeadlineTick != long.MaxValue)
                more = true;
        }

        if (more)
            Volatile.Write(ref _hasDeadlines, 1);
        return more;
    }

    /// <summary>What a call fails with whose deadline has passed.</summary>
    internal static CellException Overdue(PendingCall call, string cell) =>
        new(CellErrorCode.DeadlineExceeded, $"{call.Method} had no outcome {(call.IsDeadlineInherited ? "before the deadline of the call in whose handler it was made" : $"within {call.Timeout?.TotalMilliseconds:0.###} ms")}.")
        {
            Cell = cell,
            Method = call.Method.ToString(),
        };

    /// <summary>Gives up the calls whose tokens fired while nobody had them who could.</summary>
    internal void CancelFired()
    {
        foreach (PendingCall call in _waiting.RemoveCancelled())
            call.Fail(new OperationCanceledException(call.Cancellation), runElsewhere: true);
        foreach ((PendingCall call, uint id) in _calls.AbandonCancelled())
        {
            SendControl(FrameKind.Cancel, id);
            call.Fail(new OperationCanceledException(call.Cancellation), runElsewhere: true);
        }
    }

    private static long Now => Stopwatch.GetTimestamp();

    /// <summary>Sends a request, and begins its streams behind it.</summary>
    /// <returns>False: requests were stopped; nothing was sent. Otherwise the call may have had its outcome, and another life, already.</returns>
    private bool SendRequest(PendingCall call, ushort method, uint id, ImageBuffer request, MadeStreams? streams)
    {
        FrameHeader header = RequestHeader(call, method, id);
        if (streams is null)
            return Link.SendImage(header, request, call.Metadata.Image);

        streams.Attach(this, id);
        if (request.Length <= FrameHeader.MaxPayloadBytes ? !Link.SendImage(header, request, call.Metadata.Image) : !SendInOrder(header, request, call.Metadata.Image))
            return false;
        streams.Start();
        return true;
    }

    /// <summary>Sends a large request such that nothing of its streams overtakes it.</summary>
    private bool SendInOrder(in FrameHeader header, ImageBuffer request, ReadOnlyMemory<byte> metadata)
    {
        for (int sent = 0; sent < request.Length;)
        {
            int part = Math.Min(request.Length - sent, FrameHeader.MaxPayloadBytes);
            FrameFlags more = sent + part < request.Length ? FrameFlags.More : FrameFlags.None;
            FrameHeader frame = sent == 0
                ? header with { PayloadBytes = part, Flags = header.Flags | FrameFlags.Prelude | more, TotalBytes = request.Length }
                : new FrameHeader(part, FrameKind.Fragment, more, 0, header.Call);
            Span<byte> room = Link.BeginFrame(frame.FrameBytes);
            if (sent == 0 && Link.RequestsStopped)
            {
                Link.AbortFrame();
                return false;
            }

            frame.Write(room, sent == 0 ? metadata.Span : default);
            request.Bytes.Slice(sent, part).CopyTo(room[frame.PayloadStart..]);
            room[(frame.PayloadStart + part)..].Clear();
            Link.CommitFrame();
            sent += part;
        }

        return true;
    }

    private Span<byte> BeginWithPrelude(PendingCall call, ushort method, uint id, int bytes)
    {
        FrameHeader header = RequestHeader(call, method, id) with { PayloadBytes = bytes };
        Span<byte> room = Link.BeginFrame(header.FrameBytes);
        header.Write(room, call.Metadata.Image.Span);
        room[(header.PayloadStart + bytes)..].Clear();
        return room.Slice(header.PayloadStart, bytes);
    }

    private static FrameFlags CompleteFlag(PendingCall call) => call.WantsComplete ? FrameFlags.Complete : FrameFlags.None;

    private FrameHeader RequestHeader(PendingCall call, ushort method, uint id)
    {
        FrameFlags complete = CompleteFlag(call);
        if (!call.HasPrelude)
            return new FrameHeader(0, FrameKind.Request, complete, method, id);

        uint remaining = FrameHeader.NoDeadline;
        if (call.DeadlineTick != long.MaxValue)
        {
            WatchDeadlines();
            remaining = (uint)Math.Clamp(call.DeadlineTick - Environment.TickCount64, 0, FrameHeader.NoDeadline - 1);
        }

        return new FrameHeader(0, FrameKind.Request, FrameFlags.Prelude | complete, method, id, remaining)
        {
            MetadataBytes = call.Metadata.Image.Length,
            Depth = (ushort)call.Depth,
        };
    }

    private void ThrowIfTooDeep(PendingCall call)
    {
        if (call.Depth > _options.Limits.MaxCallDepth)
            throw TooDeep(call.Depth, call.Method.ToString());
    }

    private CellException TooDeep(int depth, string? method) =>
        new(CellErrorCode.ResourceExhausted, $"{method ?? "A call"} is nested in {depth} calls that call each other back; the limit is {_options.Limits.MaxCallDepth} (SessionLimits.MaxCallDepth).")
        {
            Cell = Peer.Cell,
            Method = method,
        };

    private void WatchDeadline(PendingCall call)
    {
        if (call.DeadlineTick != long.MaxValue)
            WatchDeadlines();
    }

    private void WatchDeadlines()
    {
        Volatile.Write(ref _hasDeadlines, 1);
        SessionClock.Shared.Watch(this);
    }

    private void ReadUntilOutcome(PendingCall call)
    {
        long idleSince = Now;
        while (!call.IsCompleted)
        {
            ReadOutcome outcome = Link.Read();
            if (call.IsCompleted)
            {
                _callerSpin.Hit();
                return;
            }

            if (outcome == ReadOutcome.Ended)
                return;
            if (outcome == ReadOutcome.Progress)
            {
                idleSince = Now;
                continue;
            }

            long idle = Now - idleSince;
            if (idle < _callerSpin.Ticks)
            {
                _callerSpin.Relax(idle);
                continue;
            }

            _callerSpin.Miss();
            long before = Now;
            int patience = MayEndOtherwise(call) ? BlockedLookMilliseconds : Timeout.Infinite;

            // Whoever finds out what fits is counted until the calls that do not have failed.
            if (call.IsCompleted)
                return;
            Link.WaitReadable(patience);
            idleSince = Now;
            _callerSpin.Blocked(idleSince - before);
        }
    }

    private bool MayEndOtherwise(PendingCall call) =>
        call.Cancellation.CanBeCanceled || call.DeadlineTick != long.MaxValue || Volatile.Read(ref _schemaFetches) > 0;

    /// <summary>Another thread reads; it, or the reactor after it, wakes this one.</summary>
    private void SleepUntilOutcome(PendingCall call)
    {
        ManualResetEventSlim sleeper = t_sleeper ??= new ManualResetEventSlim(false, spinCount: 0);
        sleeper.Reset();
        call.WakeOnOutcome(sleeper);
        Interlocked.Increment(ref _sleepers);
        try
        {
            // The reader may have left just before this thread was counted; then nobody reads until the next tick of the sentinel.
            if (!call.IsCompleted && Link.TryBeginReading())
                Link.EndReading(urgent: true);
            if (!call.IsCompleted)
                sleeper.Wait(BlockedLookMilliseconds);
        }
        finally
        {
            Interlocked.Decrement(ref _sleepers);
        }
    }
}
