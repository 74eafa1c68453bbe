using System.Diagnostics;
using Cells.Binding;
using Cells.Images;
using Cells.Platform.Polling;
using Cells.Rpc.Protocol;
using Cells.Rpc.Serving;
using Cells.Rpc.Sessions;
using Cells.Transports.Frames;
using Cells.Transports.Links;
using Microsoft.Extensions.Logging;

namespace Cells.Rpc;

/// <content>What the peer sends.</content>
public sealed partial class CellSession : IFrameReceiver
{
    /// <summary>Replies wait for the end of what was read for at most so many microseconds.</summary>
    private const int MaxReplyDelayMicroseconds = 50;

    private const int FramesBetweenClockLooks = 8;

    /// <summary>Calls that still count for a moment although their outcome has left: at most one for each thread that runs handlers.</summary>
    private const int OutcomesUnderWay = 64;

    private static readonly long MaxReplyDelayTicks = Stopwatch.Frequency / 1_000_000 * MaxReplyDelayMicroseconds;

    private ServedCall? _inlineCall;

    // The last call that ended on the thread that reads, for the next one: that thread's alone.
    private ServedCall? _spareCall;
    private long _callsBegun;

    /// <summary>How many calls of the peer's have been begun. Counted by whoever reads, one thread at a time.</summary>
    public long CallsBegun => Volatile.Read(ref _callsBegun);

    /// <inheritdoc/>
    ReadOutcome IFrameReceiver.OnFrames()
    {
        try
        {
            return ReadFrames();
        }
        catch (FrameException error)
        {
            SendClose(CellErrorCode.ProtocolViolation, error.Message);
            throw;
        }
    }

    /// <inheritdoc/>
    void IFrameReceiver.OnTakenOver() => _inlineCall?.ListAsStuck();

    private ReadOutcome ReadFrames()
    {
        if (!_greeted && !TryReadPreface())
            return ReadOutcome.Progress;

        long started = 0;
        int frames = 0;
        int at = 0;
        ReadOnlyMemory<byte> unread = Link.Unread;
        ReadOnlySpan<byte> bytes = unread.Span;
        while (true)
        {
            if (!FrameHeader.TryRead(bytes[at..], out FrameHeader header))
                return ReadOutcome.Progress;

            int start = at;
            at += header.FrameBytes;
            Link.Consume(header.FrameBytes);
            if (!Handle(header, bytes[start..at], unread, start))
                return ReadOutcome.Deposed;

            if (++frames % FramesBetweenClockLooks == 0)
            {
                long now = Now;
                if (started > 0 && now - started > MaxReplyDelayTicks)
                    SendBatch.Current?.FlushAll();
                if (started == 0 || now - started > MaxReplyDelayTicks)
                    started = now;
            }
        }
    }

    /// <summary>Handles one frame.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="memory">What the frame lies in.</param>
    /// <param name="start">Where.</param>
    /// <returns>False where another thread took the reading over meanwhile.</returns>
    private bool Handle(in FrameHeader header, ReadOnlySpan<byte> frame, ReadOnlyMemory<byte> memory, int start)
    {
        if ((header.Flags & (FrameFlags.Leases | FrameFlags.More)) == 0)
        {
            // Nearly all there is.
            if (header.Kind == FrameKind.Response)
                return Complete(header, frame.Slice(header.PayloadStart, header.PayloadBytes));
            if (header.Kind == FrameKind.Request)
                return Serve(header, ReadMetadata(header, frame), memory.Slice(start + header.PayloadStart, header.PayloadBytes), buffer: null, usesPool: false);
        }

        return HandleOther(header, frame);
    }

    private bool HandleOther(in FrameHeader header, ReadOnlySpan<byte> frame)
    {
        ReadOnlySpan<byte> payload = frame.Slice(header.PayloadStart, header.PayloadBytes);
        switch (header.Kind)
        {
            case FrameKind.Request or FrameKind.Response when (header.Flags & FrameFlags.Leases) != 0:
                return HandleLeases(header, frame, payload);
            case FrameKind.Error when (header.Flags & FrameFlags.More) == 0:
                return Complete(header, payload);
            case FrameKind.Request or FrameKind.Response or FrameKind.Error:
                _fragments.Begin(header, ReadMetadata(header, frame), payload);
                return true;
            case FrameKind.Fragment:
                return HandleFragment(header, payload);
            case FrameKind.Cancel:
                if (Served.Find(header.Call) is { } cancelled)
                    CancelOnPool(cancelled);
                else
                    _fragments.CancelRequest(header.Call);
                return true;
            case FrameKind.StreamItem or FrameKind.Credit or FrameKind.StreamEnd or FrameKind.StreamStop or FrameKind.TunnelData:
                HandleStream(header, payload);
                return true;
            case FrameKind.GoAway:
                OnGoAway(header.Flags);
                return true;
            case FrameKind.GoAwayAnswer:
                OnGoAwayAnswer();
                return true;
            case FrameKind.Close:
                _closeReason ??= ReadFailure(payload).ToException(Peer.Cell, called: null);
                return true;
            default:
                throw new FrameException($"A frame of the unknown kind {(byte)header.Kind}.");
        }
    }

    private bool HandleFragment(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (_fragments.Add(header, payload) is not { } message)
            return true;
        if (message.Header.Kind == FrameKind.Request && !message.IsCancelled)
            return Serve(message.Header, message.Metadata, default, message.Payload, usesPool: true);

        if (message.IsCancelled)
        {
            // The caller has its outcome; its peer still owes one for the id, and no handler need run for it.
            SendError(header.Call, new CellException(CellErrorCode.Cancelled, "The caller gave the call up before its request had come."), method: null);
            message.Payload.TryGiveUp(message.Payload.Generation);
            return true;
        }

        bool stayed = Complete(message.Header, message.Payload.Bytes);
        message.Payload.TryGiveUp(message.Payload.Generation);
        return stayed;
    }

    private bool HandleLeases(in FrameHeader header, ReadOnlySpan<byte> frame, ReadOnlySpan<byte> payload)
    {
        if ((header.Flags & FrameFlags.More) != 0)
            throw new FrameException("A frame with leases goes on in fragments.");
        CallMetadata metadata = ReadMetadata(header, frame);
        ImageBuffer image = Link.Borrow(payload, _options.Limits.MaxMessageBytes);
        int generation = image.Generation;
        if (header.Kind == FrameKind.Request)
        {
            try
            {
                return Serve(header, metadata, default, image, usesPool: false);
            }
            catch (FrameException)
            {
                image.TryGiveUp(generation);
                throw;
            }
        }

        try
        {
            if (image.Attachments is not { } attachments)
                return Complete(header, image.Bytes);
            using (attachments.Enter())
                return Complete(header, image.Bytes);
        }
        finally
        {
            image.TryGiveUp(generation);
        }
    }

    private static CallMetadata ReadMetadata(in FrameHeader header, ReadOnlySpan<byte> frame)
    {
        if (header.MetadataBytes == 0)
            return CallMetadata.Empty;
        try
        {
            return CallMetadata.Read(frame[header.Metadata]);
        }
        catch (ImageException error)
        {
            throw new FrameException($"The metadata of call {header.Call} cannot be read: {error.Message}");
        }
    }

    private bool Serve(in FrameHeader header, CallMetadata metadata, ReadOnlyMemory<byte> payload, ImageBuffer? buffer, bool usesPool)
    {
        if (_options.Services.Find(header.Method) is not { } method)
        {
            SendError(header.Call, new CellException(CellErrorCode.UnknownMethod, $"There is no method with the index {header.Method}; {_options.Services.MethodCount} were announced."), method: null);
            buffer?.TryGiveUp(buffer.Generation);
            return true;
        }

        if (header.Depth > _options.Limits.MaxCallDepth)
        {
            SendError(header.Call, TooDeep(header.Depth, method.Descriptor.ToString()), method.Descriptor);
            buffer?.TryGiveUp(buffer.Generation);
            return true;
        }

        _callsBegun++;
        ServedCall? spare = _spareCall;
        _spareCall = null;
        ServedCall call = ServedCall.Begin(spare, this, method, header, metadata);
        if (header.RemainingMilliseconds != FrameHeader.NoDeadline)
            WatchDeadlines();
        if (method.Descriptor.HasStreams)
            call.Streams = ListStreams(header.Call, method.Descriptor);
        if (usesPool || call.Streams is not null || _readerIsCaller || method.Policy.UsesPool)
        {
            ServeOnPool(call, payload, buffer);
            return true;
        }

        if (buffer is not null)
            call.ReadFrom(buffer);
        else
            call.ReadFrom(payload);
        return ServeHere(call, method.Policy);
    }

    private void ServeOnPool(ServedCall call, ReadOnlyMemory<byte> payload, ImageBuffer? buffer)
    {
        if (buffer is null)
        {
            PooledImageBuffer copy = PooledImageBuffer.Rent(payload.Length);
            payload.Span.CopyTo(copy.Memory);
            copy.Length = payload.Length;
            buffer = copy;
        }

        call.ReadFrom(buffer);
        ListServed(call);
        ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: false);
    }

    private bool ServeHere(ServedCall call, DispatchPolicy policy)
    {
        bool measure = policy.ShouldMeasure();
        long started = measure ? Now : 0;
        _inlineCall = call;
        ulong mark = Link.EnterUserCode();
        ValueTask handler = call.Dispatch();
        bool stayed = Link.TryLeaveUserCode(mark);
        if (stayed)
        {
            _inlineCall = null;
            if (measure)
                policy.Measured(Now - started);
        }
        else
        {
            call.WasStuck();
        }

        if (handler.IsCompletedSuccessfully)
        {
            if (call.End(keep: stayed))
                _spareCall = call;
        }
        else
        {
            if (stayed)
                ListServed(call);
            call.EndAfter(handler);
        }

        return stayed;
    }

    private void ListServed(ServedCall call)
    {
        if (call.List() > _options.Limits.MaxCallsInFlight + OutcomesUnderWay)
            throw new FrameException($"More than {_options.Limits.MaxCallsInFlight} calls in flight (SessionLimits.MaxCallsInFlight).");
    }

    private bool Complete(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        // What cannot be read ends the session while the call is still in flight, and outside of user code.
        Failure? failure = header.Kind == FrameKind.Response ? null : ReadFailure(payload);
        PendingCall? call = _calls.Take(header.Call, out bool known);
        if (!known)
            throw new FrameException($"An outcome for call {header.Call}, which is not in flight.");

        bool stayed = true;
        if (call is not null)
        {
            if (_readerIsCaller)
            {
                GiveOutcome(call, failure, payload, runElsewhere: true);
            }
            else
            {
                ulong mark = Link.EnterUserCode();
                GiveOutcome(call, failure, payload, runElsewhere: false);
                stayed = Link.TryLeaveUserCode(mark);
            }
        }

        if (_waiting.Count > 0)
            SendWaiting();
        return stayed;
    }

    private void GiveOutcome(PendingCall call, Failure? failure, ReadOnlySpan<byte> payload, bool runElsewhere)
    {
        if (failure is null)
            call.Complete(payload, runElsewhere);
        else
            call.Fail(ToException(failure, call.Method), runElsewhere);
    }

    private CellException ToException(Failure failure, MethodDescriptor method)
    {
        try
        {
            return failure.ToException(Peer.Cell, method);
        }
        catch (ImageException error)
        {
            return new CellException(CellErrorCode.InvalidPayload, $"The fault {failure.RemoteType} of {method} cannot be read: {error.Message}", error) { Cell = Peer.Cell, Method = method.ToString() };
        }
    }

    private static Failure ReadFailure(ReadOnlySpan<byte> payload)
    {
        try
        {
            return ImageCodec.Read<Failure>(payload);
        }
        catch (ImageException error)
        {
            throw new FrameException($"A failure that cannot be read: {error.Message}");
        }
    }

    private bool TryReadPreface()
    {
        ReadOnlyMemory<byte> unread = Link.Unread;
        if (!Preface.TryRead(unread.Span, out Preface preface))
            return false;
        if (preface.Version != Preface.CurrentVersion)
        {
            throw new FrameException(
                $"The peer speaks version {preface.Version} of the protocol, this side version {Preface.CurrentVersion}. Build both with the same major version of Cells.");
        }

        int whole = Preface.Bytes + FrameHeader.Align(preface.ImageBytes);
        if (unread.Length < whole)
            return false;

        Link.Consume(whole);
        ReadOnlySpan<byte> image = unread.Span.Slice(Preface.Bytes, preface.ImageBytes);
        _greeted = true;
        if (preface.Kind == PrefaceKind.Refusal)
        {
            _closeReason = ReadFailure(image).ToException(cell: null, called: null);
            throw new FrameException(_closeReason.Message);
        }

        OnHello(ReadHello(image));
        return true;
    }

    private void LogTransport()
    {
        if (!_options.Logger.IsEnabled(LogLevel.Debug))
            return;
        if (Link.WhyNoSharedMemory is { } reason)
            _options.Logger.LogDebug("The session with {Peer} goes through its socket: {Reason}", Describe(Peer), reason);
        else
            _options.Logger.LogDebug("The session with {Peer} goes over {Transport}", Describe(Peer), Link.Transport);
    }

    private static Hello ReadHello(ReadOnlySpan<byte> image)
    {
        try
        {
            return ImageCodec.Read<Hello>(image);
        }
        catch (ImageException error)
        {
            throw new FrameException($"The peer's introduction cannot be read: {error.Message}");
        }
    }

    private void OnHello(Hello hello)
    {
        Peer = new PeerInfo(hello.Cell, hello.Instance, _credentials?.UserId, _credentials?.ProcessId, Link.Transport);
        LogTransport();
        _remote = new RemoteContracts(hello);
        Volatile.Write(ref _peerMaxMessageBytes, hello.MaxMessageBytes);
        if (hello.StreamItems < 1 || hello.StreamBytes < FrameHeader.MaxPayloadBytes)
            throw new FrameException($"The peer takes {hello.StreamItems} items and {hello.StreamBytes} bytes of a stream; it must take 1 and {FrameHeader.MaxPayloadBytes} at the least.");
        PeerStreamWindow = (hello.StreamItems, hello.StreamBytes);
        _calls.Limit = hello.MaxCallsInFlight;
        _opened.TrySetResult();
        SendWaiting();
    }
}
