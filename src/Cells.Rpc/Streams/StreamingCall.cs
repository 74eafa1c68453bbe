using Cells.Binding;
using Cells.Binding.Streams;

namespace Cells.Rpc.Streams;

/// <summary>A call whose result is a stream: made once for each enumerator.</summary>
/// <typeparam name="TItem">What the caller gets.</typeparam>
/// <typeparam name="TDecoder">How it is made of an item's image.</typeparam>
/// <param name="channel">What carries the call.</param>
/// <param name="limits">This side's limits.</param>
/// <param name="method">What is called.</param>
/// <param name="writeRequest">Makes the request's image.</param>
/// <param name="arguments">Where the items of the streams among its arguments come from.</param>
/// <param name="options">What the caller asks for.</param>
/// <param name="depth">How many calls it is nested in.</param>
/// <param name="cancellation">Ends the stream.</param>
internal sealed class StreamingCall<TItem, TDecoder>(
    CallChannel channel,
    SessionLimits limits,
    MethodDescriptor method,
    Func<PooledImageBuffer> writeRequest,
    IReadOnlyList<StreamArgument> arguments,
    CallOptions options,
    int depth,
    CancellationToken cancellation) : IAsyncEnumerable<TItem>
    where TDecoder : struct, IResponseDecoder<TItem>
{
    /// <inheritdoc/>
    public IAsyncEnumerator<TItem> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        CancellationTokenSource? both = cancellation.CanBeCanceled && cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellation, cancellationToken)
            : null;
        return new Enumerator(this, both, both?.Token ?? (cancellation.CanBeCanceled ? cancellation : cancellationToken));
    }

    private sealed class Enumerator : PendingCall, IAsyncEnumerator<TItem>
    {
        private readonly StreamingCall<TItem, TDecoder> _of;
        private readonly CancellationTokenSource? _both;
        private readonly CancellationToken _token;
        private readonly ItemReader<TItem, TDecoder> _reader;
        private bool _begun;
        private volatile bool _completed;

        internal Enumerator(StreamingCall<TItem, TDecoder> of, CancellationTokenSource? both, CancellationToken token)
        {
            (_of, _both, _token) = (of, both, token);
            _reader = new ItemReader<TItem, TDecoder>(new ItemInbox(channel: 0, ofServer: false, of.Limits));
        }

        /// <inheritdoc/>
        public TItem Current => _reader.Current;

        /// <inheritdoc/>
        public override bool IsCompleted => _completed;

        /// <inheritdoc/>
        public ValueTask<bool> MoveNextAsync()
        {
            if (!_begun)
                Begin();
            return _reader.MoveNextAsync();
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync()
        {
            if (_begun && _reader.Inbox.Abandon() && !_completed)
                Channel?.Cancel(this);
            Forget();
            _both?.Dispose();
            return default;
        }

        /// <inheritdoc/>
        public override void Complete(ReadOnlySpan<byte> response, bool runElsewhere) => End(error: null);

        /// <inheritdoc/>
        public override void Fail(Exception error, bool runElsewhere) => End(error);

        private void End(Exception? error)
        {
            _completed = true;
            BeforeOutcome(error);
            _reader.Inbox.End(error, discard: error is OperationCanceledException);
            WakeBlockedCaller();
        }

        private void Begin()
        {
            _begun = true;
            Prepare(_of.Method, _of.Options, _of.Depth, _token);
            Streams = new MadeStreams(_of.Arguments, _of.Limits) { Result = _reader.Inbox };
            try
            {
                _token.ThrowIfCancellationRequested();
                PooledImageBuffer request = _of.WriteRequest();
                try
                {
                    _of.CallChannel.Submit(this, request);
                }
                finally
                {
                    request.TryGiveUp(request.Generation);
                }
            }
            catch (Exception error)
            {
                Fail(error, runElsewhere: false);
                return;
            }

            ObserveCancellation();
        }
    }

    private CallChannel CallChannel => channel;

    private SessionLimits Limits => limits;

    private MethodDescriptor Method => method;

    private Func<PooledImageBuffer> WriteRequest => writeRequest;

    private IReadOnlyList<StreamArgument> Arguments => arguments;

    private CallOptions Options => options;

    private int Depth => depth;
}
