using System.Buffers.Binary;
using Cells.Binding;
using Cells.Binding.Streams;
using Cells.Images;
using Cells.Rpc.Protocol;
using Cells.Rpc.Streams;
using Cells.Transports.Frames;

namespace Cells.Rpc;

/// <content>The streams of calls, both ways.</content>
public sealed partial class CellSession
{
    private const int CreditBytes = 8;

    private readonly Lock _servedStreamsGate = new();
    private readonly Dictionary<uint, ServedStreams> _servedStreams = [];

    /// <summary>How many items and bytes of each stream the peer takes before its consumer does.</summary>
    internal (int Items, int Bytes) PeerStreamWindow { get; private set; }

    /// <summary>The largest message that the peer takes.</summary>
    internal int PeerMaxMessageBytes => Volatile.Read(ref _peerMaxMessageBytes);

    /// <inheritdoc/>
    public override CallStreams CreateStreams(IReadOnlyList<StreamArgument> arguments) => new MadeStreams(arguments, _options.Limits);

    /// <inheritdoc/>
    public override IAsyncEnumerable<TItem> Stream<TRequest, TItem>(
        MethodDescriptor method, TRequest request, IReadOnlyList<StreamArgument> arguments, CallOptions options, int depth, CancellationToken cancellation) =>
        Stream<TRequest, TItem>(this, _options.Limits, method, request, arguments, options, depth, cancellation);

    internal static IAsyncEnumerable<TItem> Stream<TRequest, TItem>(
        CallChannel channel, SessionLimits limits, MethodDescriptor method, TRequest request, IReadOnlyList<StreamArgument> arguments, CallOptions options, int depth, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TItem : IImageMessage<TItem> =>
        new StreamingCall<TItem, ValueDecoder<TItem>>(channel, limits, method, () => (PooledImageBuffer)Image<TRequest>.Create(request).Buffer, arguments, options, depth, cancellation);

    internal void SendCredit(uint call, ushort channel, FrameFlags side, int items, int bytes)
    {
        Span<byte> credit = Link.BeginFrame(FrameKind.Credit, side, channel, call, CreditBytes);
        BinaryPrimitives.WriteInt32LittleEndian(credit, items);
        BinaryPrimitives.WriteInt32LittleEndian(credit[4..], bytes);
        Link.CommitFrame();
    }

    internal void SendStreamEnd(uint call, ushort channel, FrameFlags side, Exception? failure)
    {
        if (failure is null)
        {
            Link.BeginFrame(FrameKind.StreamEnd, side, channel, call, 0);
            Link.CommitFrame();
            return;
        }

        SendFailure(FrameKind.StreamEnd, side, channel, call, Failure.From(failure, method: null));
    }

    internal void SendStreamStop(uint call, ushort channel, FrameFlags side)
    {
        Link.BeginFrame(FrameKind.StreamStop, side, channel, call, 0);
        Link.CommitFrame();
    }

    internal void ReserveFragments(int bytes) => _fragments.Reserve(bytes);

    internal void ReleaseFragments(int bytes) => _fragments.Release(bytes);

    /// <summary>The call has its outcome: nothing of its streams is taken any more.</summary>
    internal void ForgetStreams(uint call)
    {
        lock (_servedStreamsGate)
            _servedStreams.Remove(call);
    }

    private ServedStreams ListStreams(uint call, MethodDescriptor method)
    {
        var streams = new ServedStreams(this, call, method, _options.Limits);
        lock (_servedStreamsGate)
        {
            if (!_servedStreams.TryAdd(call, streams))
                throw new FrameException($"Call {call} begins a second time before it had its outcome.");
        }

        return streams;
    }

    private void EndServedStreams(Exception why)
    {
        ServedStreams[] all;
        lock (_servedStreamsGate)
            all = [.. _servedStreams.Values];
        foreach (ServedStreams streams in all)
            streams.End(why);
    }

    /// <summary>
    /// Handles what belongs to a stream. What comes after a call's end has crossed it on the way, and is passed over; only items of its result never do.
    /// </summary>
    private void HandleStream(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if ((header.Flags & FrameFlags.OfOutcome) != 0)
            HandleStreamOfMade(header, payload);
        else
            HandleStreamOfServed(header, payload);
    }

    /// <summary>Of a call that this side made: items of its result, bytes of a tunnel, and what concerns what it sends itself.</summary>
    private void HandleStreamOfMade(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var streams = (MadeStreams?)_calls.FindStreams(header.Call, out bool known);
        if (!known && header.Kind is FrameKind.StreamItem or FrameKind.TunnelData)
            throw new FrameException($"An item of call {header.Call}, which is not in flight.");
        if (streams is null)
            return;
        if (header.Kind == FrameKind.StreamItem)
            (header.Method == 0 && streams.Result is { } result ? result : throw NoSuchStream(header)).Receive(header, payload);
        else if (header.Kind is FrameKind.Credit or FrameKind.StreamStop)
            HandleOutgoing(streams.Outgoing(header.Method), header, payload);
        else
            HandleTunnel(streams.Tunnel(header.Method), header, payload);
    }

    /// <summary>Of a call that this side serves: what comes on its streams and tunnels, and what concerns what it sends itself.</summary>
    private void HandleStreamOfServed(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        ServedStreams? streams;
        lock (_servedStreamsGate)
            _servedStreams.TryGetValue(header.Call, out streams);
        if (streams is null)
            return;
        if (header.Kind is FrameKind.Credit or FrameKind.StreamStop)
            HandleOutgoing(streams.Outgoing(header.Method), header, payload);
        else if (streams.Tunnel(header.Method) is { } tunnel)
            HandleTunnel(tunnel.End, header, payload);
        else
            HandleItems(streams.Inbox(header.Method), header, payload);
    }

    private static void HandleOutgoing(OutgoingStream? stream, in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (stream is null)
            throw NoSuchStream(header);
        if (header.Kind == FrameKind.StreamStop)
            stream.Stop();
        else
            AddCredit(stream, header, payload);
    }

    private void HandleTunnel(TunnelEnd? tunnel, in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (tunnel is null || header.Kind == FrameKind.StreamItem)
            throw NoSuchStream(header);
        if (header.Kind == FrameKind.TunnelData)
            tunnel.Receive(payload);
        else
            tunnel.EndIncoming(ReadEnd(payload));
    }

    private void HandleItems(ItemInbox? inbox, in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (inbox is null || header.Kind == FrameKind.TunnelData)
            throw NoSuchStream(header);
        if (header.Kind == FrameKind.StreamItem)
            inbox.Receive(header, payload);
        else
            inbox.End(ReadEnd(payload), discard: false);
    }

    private CellException? ReadEnd(ReadOnlySpan<byte> payload) => payload.IsEmpty ? null : ReadFailure(payload).ToException(Peer.Cell, called: null);

    private static void AddCredit(OutgoingStream stream, in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (payload.Length != CreditBytes)
            throw new FrameException($"A credit of {payload.Length} bytes; it has {CreditBytes}.");
        stream.AddCredit(BinaryPrimitives.ReadInt32LittleEndian(payload), BinaryPrimitives.ReadInt32LittleEndian(payload[4..]));
    }

    private static FrameException NoSuchStream(in FrameHeader header) =>
        new($"A frame of the kind {(byte)header.Kind} for channel {header.Method} of call {header.Call}, which has no such stream.");
}
