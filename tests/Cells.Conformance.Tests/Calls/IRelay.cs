namespace Cells.Conformance.Calls;

/// <summary>Served by both sides of a session, each of which calls the other back.</summary>
[CellContract("relay")]
public interface IRelay
{
    /// <summary>Goes back and forth until <paramref name="left"/> is 0; returns how many handlers there were.</summary>
    ValueTask<int> DescendAsync(int left, CallContext context = default);

    /// <summary>What the handler sees as metadata, as <c>key=text, …</c>.</summary>
    ValueTask<string> MetadataAsync(byte[] ballast, CallContext context = default);

    /// <summary>Calls the caller back without a timeout of its own; returns the milliseconds that are left in the innermost handler, -1 for no deadline.</summary>
    ValueTask<long> RemainingInsideAsync(bool isInside, CallContext context = default);

    /// <summary>Calls the caller back with what <see cref="CallOptions.From"/> makes of the call; returns the metadata that is seen there.</summary>
    ValueTask<string> PassOnAsync(CallContext context = default);

    /// <summary>Ends when its token fires.</summary>
    ValueTask HangAsync(bool isInside, CallContext context = default);
}

/// <summary>Either side's implementation.</summary>
public sealed class Relay : IRelay
{
    /// <summary>Completes when the innermost handler of <see cref="HangAsync"/> runs.</summary>
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when its token fires.</summary>
    public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask<int> DescendAsync(int left, CallContext context = default)
    {
        if (left == 0)
            return 1;
        await using RelayClient caller = context.CreateClient<RelayClient>();
        return 1 + await caller.DescendAsync(left - 1, context.Cancellation);
    }

    public ValueTask<string> MetadataAsync(byte[] ballast, CallContext context = default) => new(context.Metadata.ToString());

    public async ValueTask<long> RemainingInsideAsync(bool isInside, CallContext context = default)
    {
        if (isInside)
            return (long?)context.Remaining?.TotalMilliseconds ?? -1;
        await Task.Yield();
        return await context.CreateClient<RelayClient>().RemainingInsideAsync(isInside: true);
    }

    public ValueTask<string> PassOnAsync(CallContext context = default) =>
        context.CreateClient<RelayClient>().With(CallOptions.From(context)).MetadataAsync([]);

    public async ValueTask HangAsync(bool isInside, CallContext context = default)
    {
        if (!isInside)
        {
            await context.CreateClient<RelayClient>().HangAsync(isInside: true);
            return;
        }

        Hanging.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, context.Cancellation);
        }
        finally
        {
            Released.TrySetResult();
        }
    }
}
