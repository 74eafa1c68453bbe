using System.Diagnostics;
using System.IO.Pipelines;
using Cells.Transports.Frames;

namespace Cells.Rpc.Streams;

/// <summary>One end of a tunnel: bytes both ways, each with credit, and each with an end of its own.</summary>
internal sealed class TunnelEnd
{
    private readonly Lock _gate = new();
    private readonly ushort _channel;
    private readonly bool _ofServer;
    private readonly int _window;

    // Credit bounds what it holds.
    private readonly Pipe _incoming = new(new PipeOptions(pauseWriterThreshold: 0, resumeWriterThreshold: 0, useSynchronizationContext: false));
    private CellSession _session = null!;
    private uint _call;
    private int _allowed;
    private int _consumed;
    private bool _incomingEnded;
    private bool _readerDone;

    internal TunnelEnd(ushort channel, bool ofServer, SessionLimits limits)
    {
        _channel = channel;
        _ofServer = ofServer;
        _window = _allowed = Math.Max(limits.StreamBytes, FrameHeader.MaxPayloadBytes);
        Outgoing = new OutgoingStream(channel, ofServer);
        Input = new TunnelReader(_incoming.Reader, Consumed, ReaderDone);
    }

    /// <summary>What sends.</summary>
    internal OutgoingStream Outgoing { get; }

    /// <summary>What has come.</summary>
    internal PipeReader Input { get; }

    private FrameFlags Side => _ofServer ? FrameFlags.OfOutcome : FrameFlags.None;

    /// <summary>The call goes over this session, under this id.</summary>
    internal void Attach(CellSession session, uint call)
    {
        (_session, _call) = (session, call);
        Outgoing.Attach(session, call);
    }

    /// <summary>Takes bytes that came. The reading thread only.</summary>
    /// <exception cref="FrameException">They are more than the sender has credit for.</exception>
    internal void Receive(ReadOnlySpan<byte> bytes)
    {
        int grant;
        lock (_gate)
        {
            if (_incomingEnded)
                return;
            if ((_allowed -= bytes.Length) < 0)
                throw new FrameException($"More bytes in a tunnel of call {_call} than the {_window} that wait for their reader (SessionLimits.StreamBytes).");
            if (_readerDone)
                return;
            bytes.CopyTo(_incoming.Writer.GetSpan(bytes.Length));
            _incoming.Writer.Advance(bytes.Length);

            // Wakes the reader on the pool, and never waits: the threshold is off.
            ValueTask<FlushResult> flushed = _incoming.Writer.FlushAsync();
            if (!flushed.IsCompletedSuccessfully)
                throw new UnreachableException("A tunnel's pipe has no limit of its own.");
            grant = TakeGrant();
        }

        Grant(grant);
    }

    /// <summary>Nothing more comes.</summary>
    /// <param name="error">What went wrong at the other end; null where all has come.</param>
    internal void EndIncoming(Exception? error)
    {
        lock (_gate)
        {
            if (_incomingEnded)
                return;
            _incomingEnded = true;
            _incoming.Writer.Complete(error);
        }
    }

    /// <summary>The call is over, both ways.</summary>
    internal void End(Exception? error)
    {
        Outgoing.Stop();
        EndIncoming(error);
    }

    /// <summary>Sends what can be read until that ends, and says so; completes the reader.</summary>
    internal async Task SendAsync(PipeReader from)
    {
        Exception? failure = null;
        try
        {
            await using CancellationTokenRegistration stopped = Outgoing.Stopped.UnsafeRegister(static from => ((PipeReader)from!).CancelPendingRead(), from);
            while (true)
            {
                ReadResult result = await from.ReadAsync().ConfigureAwait(false);
                await Outgoing.WriteBytesAsync(result.Buffer).ConfigureAwait(false);
                from.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted || Outgoing.IsStopped)
                    break;
            }
        }
        catch (OperationCanceledException) when (Outgoing.IsStopped)
        {
            // The other end reads no further, or the call is over: who writes sees that the reader is gone.
        }
        catch (Exception error)
        {
            failure = error;
        }

        Outgoing.End(failure);
        await from.CompleteAsync(failure).ConfigureAwait(false);
    }

    /// <summary>Writes what comes until that ends; completes the writer.</summary>
    internal async Task DeliverAsync(PipeWriter to)
    {
        Exception? failure = null;
        try
        {
            await Input.CopyToAsync(to).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = error;
        }

        await Input.CompleteAsync(failure).ConfigureAwait(false);
        await to.CompleteAsync(failure).ConfigureAwait(false);
    }

    private void Consumed(long bytes)
    {
        int grant;
        lock (_gate)
        {
            _consumed += (int)bytes;
            grant = TakeGrant();
        }

        Grant(grant);
    }

    /// <summary>What the writer may send again: once it is half of the window, or the writer is about to have nothing left, whatever the reader still waits for.</summary>
    private int TakeGrant()
    {
        if (_incomingEnded || (_consumed < _window / 2 && _allowed >= FrameHeader.MaxPayloadBytes))
            return 0;
        int grant = _consumed;
        _consumed = 0;
        _allowed += grant;
        return grant;
    }

    private void Grant(int bytes)
    {
        if (bytes > 0)
            _session.SendCredit(_call, _channel, Side, 0, bytes);
    }

    private void ReaderDone()
    {
        lock (_gate)
        {
            if (_readerDone)
                return;
            _readerDone = true;
            if (_incomingEnded)
                return;
        }

        _session.SendStreamStop(_call, _channel, Side);
    }
}
