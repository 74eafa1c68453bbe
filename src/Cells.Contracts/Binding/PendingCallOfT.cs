using System.Threading.Tasks.Sources;
using Cells.Binding.Pooling;

namespace Cells.Binding;

/// <summary>Makes a caller's result of a response's image.</summary>
/// <typeparam name="TResult">What the caller gets.</typeparam>
public interface IResponseDecoder<TResult>
{
    /// <summary>Decodes; throws <see cref="Images.ImageException"/> where the bytes are not the expected image.</summary>
    static abstract TResult Decode(ReadOnlySpan<byte> response);
}

/// <summary>A pooled, awaitable call.</summary>
/// <typeparam name="TResult">What the caller gets.</typeparam>
/// <typeparam name="TDecoder">How it is made of the response.</typeparam>
public sealed class PendingCall<TResult, TDecoder> : PendingCall, IValueTaskSource<TResult>, IValueTaskSource
    where TDecoder : struct, IResponseDecoder<TResult>
{
    // The call that this thread gave back last: most threads make the next one at once, and the cache costs as much as building a small request.
    [ThreadStatic]
    private static PendingCall<TResult, TDecoder>? t_spare;

    private ManualResetValueTaskSourceCore<TResult> _core;
    private bool _isAwaited;

    private PendingCall()
    {
    }

    /// <inheritdoc/>
    public override bool IsCompleted => _core.GetStatus(_core.Version) != ValueTaskSourceStatus.Pending;

    /// <summary>The call as a task with a result; to be awaited once.</summary>
    public ValueTask<TResult> AsTask => new(this, _core.Version);

    /// <summary>The call as a task without one; to be awaited once.</summary>
    public ValueTask AsPlainTask => new(this, _core.Version);

    /// <summary>Takes a call from the pool.</summary>
    /// <param name="method">What is called.</param>
    /// <param name="options">What the caller asks for.</param>
    /// <param name="depth">How many calls it is nested in.</param>
    /// <param name="cancellation">Gives the call up.</param>
    public static PendingCall<TResult, TDecoder> Rent(MethodDescriptor method, CallOptions options, int depth, CancellationToken cancellation)
    {
        PendingCall<TResult, TDecoder>? call = t_spare;
        if (call is null)
            call = ObjectCache<PendingCall<TResult, TDecoder>>.TryTake() ?? new PendingCall<TResult, TDecoder>();
        else
            t_spare = null;
        call.Prepare(method, options, depth, cancellation);
        return call;
    }

    /// <inheritdoc/>
    public override void Complete(ReadOnlySpan<byte> response, bool runElsewhere)
    {
        TResult result;
        try
        {
            result = TDecoder.Decode(response);
        }
        catch (Exception error)
        {
            Fail(new CellException(CellErrorCode.InvalidPayload, $"The response of {Method} cannot be read: {error.Message}", error) { Method = Method.ToString() }, runElsewhere);
            return;
        }

        BeforeOutcome(error: null);
        _core.RunContinuationsAsynchronously = runElsewhere;

        // Nobody blocks for what is awaited. Looked at before: with the result the call may begin another life.
        bool isAwaited = _isAwaited;
        _core.SetResult(result);
        if (!isAwaited)
            WakeBlockedCaller();
    }

    /// <inheritdoc/>
    public override void Fail(Exception error, bool runElsewhere)
    {
        BeforeOutcome(error);
        _core.RunContinuationsAsynchronously = runElsewhere;
        _core.SetException(error);
        WakeBlockedCaller();
    }

    /// <summary>Takes the outcome of a completed call on the thread that waited for it.</summary>
    public TResult TakeResult() => GetResult(_core.Version);

    /// <inheritdoc/>
    public TResult GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            // Only the awaiter that holds the current token may end this life; a second await of the same task must not.
            if (token == _core.Version)
            {
                Forget();
                _isAwaited = false;
                _core.Reset();
                if (t_spare is null)
                    t_spare = this;
                else
                    ObjectCache<PendingCall<TResult, TDecoder>>.Return(this);
            }
        }
    }

    /// <inheritdoc/>
    void IValueTaskSource.GetResult(short token) => GetResult(token);

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        _isAwaited = true;
        _core.OnCompleted(continuation, state, token, flags);
    }
}
