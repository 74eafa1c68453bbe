using Cells.Binding;
using Cells.Binding.Streams;

namespace Cells.Image.Tests.Contracts;

/// <summary>A channel that calls a dispatcher on the spot.</summary>
internal sealed class LoopbackChannel(CellDispatcher dispatcher) : CallChannel
{
    private readonly byte[] _room = GC.AllocateArray<byte>(CellInvoker.MaxDirectBytes, pinned: true);
    private int _bytes;

    public override bool TryBegin(PendingCall call, int bytes, out Span<byte> request)
    {
        _bytes = bytes;
        request = _room.AsSpan(0, bytes);
        return true;
    }

    public override void Commit(PendingCall call) => _ = RunAsync(call, _room.AsSpan(0, _bytes).ToArray());

    public override void Abort(PendingCall call)
    {
    }

    public override void Submit(PendingCall call, ImageBuffer request) => _ = RunAsync(call, request.Bytes.ToArray());

    public override void Cancel(PendingCall call)
    {
    }

    public override void Wait(PendingCall call) => SpinWait.SpinUntil(() => call.IsCompleted);

    public override CallStreams CreateStreams(IReadOnlyList<StreamArgument> arguments) => throw new NotSupportedException("There is no session for streams.");

    public override IAsyncEnumerable<TItem> Stream<TRequest, TItem>(
        MethodDescriptor method, TRequest request, IReadOnlyList<StreamArgument> arguments, CallOptions options, int depth, CancellationToken cancellation) =>
        throw new NotSupportedException("There is no session for streams.");

    public override ImageBuffer Rent(int bytes) => PooledImageBuffer.Rent(bytes);

    public override ValueTask DisposeAsync() => default;

    private async Task RunAsync(PendingCall call, byte[] request)
    {
        try
        {
            var incoming = new LoopbackCall(request, call.Cancellation);
            await dispatcher.DispatchAsync(call.Method.Ordinal, incoming);
            call.Complete(incoming.Response, runElsewhere: false);
        }
        catch (Exception error)
        {
            call.Fail(error, runElsewhere: false);
        }
    }
}

/// <summary>A call that keeps its reply.</summary>
internal sealed class LoopbackCall(byte[] request, CancellationToken cancellation) : IncomingCall
{
    private byte[] _response = [];

    public ReadOnlySpan<byte> Response => _response;

    public override ReadOnlySpan<byte> Request => request;

    public override CancellationToken Cancellation => cancellation;

    public override CancellationToken Draining => default;

    /// <inheritdoc/>
    public override TimeSpan? Remaining => null;

    public override CallMetadata Metadata => CallMetadata.Empty;

    public override PeerInfo Peer => PeerInfo.InProcess;

    public override CellInvoker CreateInvoker() => throw new NotSupportedException("There is no session to call back on.");

    public override IAsyncEnumerable<T> OpenStream<T>(int channel) => throw new NotSupportedException("There is no session for streams.");

    public override System.IO.Pipelines.IDuplexPipe OpenTunnel(int channel) => throw new NotSupportedException("There is no session for tunnels.");

    public override ValueTask CloseTunnelsAsync() => default;

    public override ValueTask ReplyStreamAsync<T>(IAsyncEnumerable<T> items) => throw new NotSupportedException("There is no session for streams.");

    protected override ImageBuffer TakeRequestBuffer()
    {
        PooledImageBuffer buffer = PooledImageBuffer.Rent(request.Length);
        request.CopyTo(buffer.Memory);
        buffer.Length = request.Length;
        return buffer;
    }

    protected override Span<byte> BeginReply(int bytes) => _response = new byte[bytes];

    protected override void CommitReply()
    {
    }

    protected override void AbortReply() => _response = [];

    protected override void SendReply(ImageBuffer image) => _response = image.Bytes.ToArray();
}
