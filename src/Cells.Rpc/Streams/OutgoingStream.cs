using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Cells.Binding;
using Cells.Binding.Streams;
using Cells.Images;
using Cells.Transports.Frames;

namespace Cells.Rpc.Streams;

/// <summary>Sends one stream of one call, within the consumer's credit.</summary>
/// <param name="channel">Its channel.</param>
/// <param name="ofServer">Whether this side serves the call.</param>
[SuppressMessage("Design", "CA1001", Justification = "The token source has no timer; who waits on it outlives the stream.")]
internal sealed class OutgoingStream(ushort channel, bool ofServer) : ItemWriter, IValueTaskSource, IThreadPoolWorkItem
{
    /// <summary>An item that follows another within so many microseconds may wait for the next ones; the first after a pause leaves at once.</summary>
    private const int TogetherMicroseconds = 50;

    /// <summary>What has so many bytes is worth a system call of its own.</summary>
    private const int AloneBytes = 32 << 10;

    private static readonly long TogetherTicks = Stopwatch.Frequency / 1_000_000 * TogetherMicroseconds;

    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<bool> _credited;
    private CancellationTokenSource? _stopping;
    private CellSession _session = null!;
    private uint _call;
    private int _items;
    private int _bytes;
    private int _neededItems;
    private int _neededBytes;
    private bool _waits;
    private bool _stopped;
    private long _lastSent;

    /// <inheritdoc/>
    public override CancellationToken Stopped
    {
        get
        {
            lock (_gate)
            {
                _stopping ??= new CancellationTokenSource();
                if (_stopped)
                    _stopping.Cancel();
                return _stopping.Token;
            }
        }
    }

    /// <summary>Whether no more items are wanted.</summary>
    internal bool IsStopped
    {
        get
        {
            lock (_gate)
                return _stopped;
        }
    }

    private FrameFlags Side => ofServer ? FrameFlags.OfOutcome : FrameFlags.None;

    /// <summary>The call goes over this session, under this id.</summary>
    internal void Attach(CellSession session, uint call)
    {
        _session = session;
        _call = call;
        (_items, _bytes) = session.PeerStreamWindow;
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync<T>(T item)
    {
        int bytes = ImageCodec.Measure(item);
        if (bytes > FrameHeader.MaxPayloadBytes)
            return WriteLargeAsync(item);
        if (!TryTake(1, bytes))
            return WriteLaterAsync(item, bytes);
        Send(item, bytes);
        return default;
    }

    /// <inheritdoc/>
    public override async ValueTask WriteImageAsync(ReadOnlyMemory<byte> image)
    {
        ThrowIfTooLarge(image.Length);
        int sent = 0;
        do
        {
            int part = Math.Min(image.Length - sent, FrameHeader.MaxPayloadBytes);
            while (!TryTake(sent == 0 ? 1 : 0, part))
                await CreditAsync(sent == 0 ? 1 : 0, part).ConfigureAwait(false);
            SendPart(PartHeader(part, sent, image.Length), new ReadOnlySequence<byte>(image.Slice(sent, part)));
            sent += part;
        }
        while (sent < image.Length);
    }

    /// <summary>Sends bytes of a tunnel, as the reader's credit reaches.</summary>
    /// <exception cref="OperationCanceledException">No more is wanted.</exception>
    internal async ValueTask WriteBytesAsync(ReadOnlySequence<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int part = TakeUpTo((int)Math.Min(bytes.Length, FrameHeader.MaxPayloadBytes));
            if (part == 0)
            {
                await CreditAsync(0, 1).ConfigureAwait(false);
                continue;
            }

            SendPart(new FrameHeader(part, FrameKind.TunnelData, Side, channel, _call), bytes.Slice(0, part));
            bytes = bytes.Slice(part);
        }
    }

    /// <summary>Ends the stream from this side, unless the call has ended or no more is wanted.</summary>
    /// <param name="failure">What the producer threw; null where all items were sent.</param>
    internal void End(Exception? failure)
    {
        if (!IsStopped)
            _session.SendStreamEnd(_call, channel, Side, failure);
    }

    /// <summary>The consumer can take more.</summary>
    /// <exception cref="FrameException">More than it said at first.</exception>
    internal void AddCredit(int items, int bytes)
    {
        (int windowItems, int windowBytes) = _session.PeerStreamWindow;
        lock (_gate)
        {
            if (items < 0 || bytes < 0 || items > windowItems - _items || bytes > windowBytes - _bytes)
                throw new FrameException($"Credit of {items} items and {bytes} bytes for a stream of call {_call} that has {_items} and {_bytes} of {windowItems} and {windowBytes}.");
            _items += items;
            _bytes += bytes;
            WakeIfReady();
        }
    }

    /// <summary>No more items are wanted.</summary>
    internal void Stop()
    {
        CancellationTokenSource? stopping;
        lock (_gate)
        {
            if (_stopped)
                return;
            _stopped = true;
            stopping = _stopping;
            WakeIfReady();
        }

        if (stopping is not null)
            ThreadPool.UnsafeQueueUserWorkItem(static of => of.Session.Fire(of.Source), (Session: _session, Source: stopping), preferLocal: false);
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => _credited.SetResult(true);

    /// <inheritdoc/>
    void IValueTaskSource.GetResult(short token)
    {
        _credited.GetResult(token);
        _credited.Reset();
    }

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _credited.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _credited.OnCompleted(continuation, state, token, flags);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteLaterAsync<T>(T item, int bytes)
        where T : IImageMessage<T>
    {
        do
        {
            await CreditAsync(1, bytes).ConfigureAwait(false);
        }
        while (!TryTake(1, bytes));
        Send(item, bytes);
    }

    private async ValueTask WriteLargeAsync<T>(T item)
        where T : IImageMessage<T>
    {
        using Image<T> image = CreateImage(item);
        await WriteImageAsync(((PooledImageBuffer)image.Buffer).Pinned.Memory[..image.Buffer.Length]).ConfigureAwait(false);
    }

    private static Image<T> CreateImage<T>(T item)
        where T : IImageMessage<T>
    {
        using (GivenLeases.Begin())
            return Image<T>.Create(item);
    }

    private void ThrowIfStopped()
    {
        if (_stopped)
            throw new OperationCanceledException("No more items of the stream are wanted.", _stopping?.Token ?? new CancellationToken(canceled: true));
    }

    /// <summary>Takes as much credit as there is, and no more than is needed.</summary>
    private int TakeUpTo(int bytes)
    {
        lock (_gate)
        {
            ThrowIfStopped();
            int taken = Math.Min(bytes, _bytes);
            _bytes -= taken;
            return taken;
        }
    }

    private bool TryTake(int items, int bytes)
    {
        lock (_gate)
        {
            ThrowIfStopped();
            if (_items < items || _bytes < bytes)
                return false;
            _items -= items;
            _bytes -= bytes;
            return true;
        }
    }

    /// <summary>Completes when there may be so much credit, or no more items are wanted.</summary>
    private ValueTask CreditAsync(int items, int bytes)
    {
        lock (_gate)
        {
            if (_stopped || (_items >= items && _bytes >= bytes))
                return default;
            (_neededItems, _neededBytes, _waits) = (items, bytes, true);
            return new ValueTask(this, _credited.Version);
        }
    }

    private void WakeIfReady()
    {
        if (!_waits || (!_stopped && (_items < _neededItems || _bytes < _neededBytes)))
            return;
        _waits = false;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void Send<T>(T item, int bytes)
        where T : IImageMessage<T>
    {
        Span<byte> room = _session.Link.BeginFrame(FrameKind.StreamItem, Side, channel, _call, bytes);
        try
        {
            using (GivenLeases.Begin())
                ImageCodec.Write(room, item);
        }
        catch
        {
            _session.Link.AbortFrame();
            throw;
        }

        Commit();
    }

    private FrameHeader PartHeader(int part, int sent, int total)
    {
        bool isWhole = part == total;
        FrameFlags flags = Side | (sent + part < total ? FrameFlags.More : FrameFlags.None) | (sent == 0 && !isWhole ? FrameFlags.Prelude : FrameFlags.None);
        return new FrameHeader(part, FrameKind.StreamItem, flags, channel, _call, TotalBytes: isWhole ? 0 : total);
    }

    private void SendPart(in FrameHeader header, in ReadOnlySequence<byte> part)
    {
        int bytes = (int)part.Length;
        Span<byte> room = _session.Link.BeginFrame(header.FrameBytes);
        header.Write(room);
        room[(header.PayloadStart + bytes)..].Clear();
        part.CopyTo(room[header.PayloadStart..]);
        if (bytes >= AloneBytes)
            _session.Link.CommitFrame();
        else
            Commit();
    }

    private void Commit()
    {
        long now = Stopwatch.GetTimestamp();
        if (now - _lastSent < TogetherTicks)
            _session.Link.CommitFrameSoon();
        else
            _session.Link.CommitFrame();
        _lastSent = now;
    }

    private void ThrowIfTooLarge(int bytes)
    {
        if (bytes > _session.PeerMaxMessageBytes)
        {
            throw new CellException(
                CellErrorCode.ResourceExhausted,
                $"An item of a stream has {bytes} bytes; the peer takes at most {_session.PeerMaxMessageBytes} (SessionLimits.MaxMessageBytes).");
        }
    }
}
