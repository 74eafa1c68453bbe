using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Cells.Binding.Pooling;
using Cells.Images;

namespace Cells.Binding;

/// <summary>A reply that waits for its handler. Pooled, as many as calls are pending; an async method would allocate beyond a few.</summary>
internal abstract class LaterReply : IValueTaskSource
{
    private readonly Action _handlerDone;
    private ManualResetValueTaskSourceCore<bool> _core;
    private IncomingCall _call = null!;

    protected LaterReply() => _handlerDone = OnHandlerDone;

    /// <inheritdoc/>
    public void GetResult(short token)
    {
        try
        {
            _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            Return();
        }
    }

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <summary>Begins a new life out of the pool; the reply is given once the handler calls back.</summary>
    protected ValueTask Prepare(IncomingCall call, out Action handlerDone)
    {
        _call = call;
        handlerDone = _handlerDone;
        return new ValueTask(this, _core.Version);
    }

    /// <summary>Takes the handler's result, or throws what it threw, and replies.</summary>
    protected abstract void ReplyTo(IncomingCall call);

    /// <summary>Goes back to the pool.</summary>
    protected abstract void Return();

    private void OnHandlerDone()
    {
        IncomingCall call = _call;
        _call = null!;
        try
        {
            ReplyTo(call);
        }
        catch (Exception error)
        {
            _core.SetException(error);
            return;
        }

        _core.SetResult(true);
    }
}

/// <summary>A reply without a result.</summary>
internal sealed class EmptyReply : LaterReply
{
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _handler;

    internal static ValueTask Begin(IncomingCall call, ValueTask handler)
    {
        EmptyReply reply = ObjectCache<EmptyReply>.TryTake() ?? new EmptyReply();
        ValueTask task = reply.Prepare(call, out Action handlerDone);
        var awaiter = handler.ConfigureAwait(false).GetAwaiter();
        reply._handler = awaiter;
        awaiter.UnsafeOnCompleted(handlerDone);
        return task;
    }

    /// <inheritdoc/>
    protected override void ReplyTo(IncomingCall call)
    {
        var handler = _handler;
        _handler = default;
        handler.GetResult();
        call.Reply();
    }

    /// <inheritdoc/>
    protected override void Return() => ObjectCache<EmptyReply>.Return(this);
}

/// <summary>A reply with a result.</summary>
/// <typeparam name="TResult">What the handler makes.</typeparam>
/// <typeparam name="TReplier">How it is sent.</typeparam>
internal sealed class LaterReply<TResult, TReplier> : LaterReply
    where TReplier : struct, IReplier<TResult>
{
    private ConfiguredValueTaskAwaitable<TResult>.ConfiguredValueTaskAwaiter _handler;

    internal static ValueTask Begin(IncomingCall call, ValueTask<TResult> handler)
    {
        LaterReply<TResult, TReplier> reply = ObjectCache<LaterReply<TResult, TReplier>>.TryTake() ?? new LaterReply<TResult, TReplier>();
        ValueTask task = reply.Prepare(call, out Action handlerDone);
        var awaiter = handler.ConfigureAwait(false).GetAwaiter();
        reply._handler = awaiter;
        awaiter.UnsafeOnCompleted(handlerDone);
        return task;
    }

    /// <inheritdoc/>
    protected override void ReplyTo(IncomingCall call)
    {
        var handler = _handler;
        _handler = default;
        TReplier.Reply(call, handler.GetResult());
    }

    /// <inheritdoc/>
    protected override void Return() => ObjectCache<LaterReply<TResult, TReplier>>.Return(this);
}

/// <summary>Sends a handler's result.</summary>
/// <typeparam name="TResult">What the handler makes.</typeparam>
internal interface IReplier<TResult>
{
    static abstract void Reply(IncomingCall call, TResult result);
}

/// <summary>Sends a value.</summary>
internal readonly struct ValueReplier<T> : IReplier<T>
    where T : IImageMessage<T>
{
    public static void Reply(IncomingCall call, T result) => call.Reply(result);
}

/// <summary>Sends an image and gives it up.</summary>
internal readonly struct ImageReplier<T> : IReplier<Image<T>>
    where T : IImageMessage<T>
{
    public static void Reply(IncomingCall call, Image<T> result) => call.Reply(result);
}
