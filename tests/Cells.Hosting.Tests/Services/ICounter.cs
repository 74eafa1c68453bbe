namespace Cells.Hosting.Tests.Services;

/// <summary>Counts, and says how it was reached.</summary>
[CellContract("counter")]
public interface ICounter
{
    /// <summary>Counts one up; how far this implementation has counted, and over what the call came.</summary>
    ValueTask<Count> CountAsync(CallContext context = default);
}

/// <summary>How far it is.</summary>
/// <param name="Number">The number.</param>
/// <param name="Transport">Over what the call came.</param>
[CellMessage]
public partial record Count(int Number, string Transport);

/// <summary>What a counter is given.</summary>
public sealed class Step
{
    /// <summary>How much it counts up.</summary>
    public int Size { get; init; } = 1;
}

/// <inheritdoc/>
public sealed class Counter(Step step) : ICounter, IDisposable
{
    private int _number;

    /// <summary>Completes when one was disposed of.</summary>
    public static TaskCompletionSource Disposed { get; set; } = new();

    /// <inheritdoc/>
    public ValueTask<Count> CountAsync(CallContext context = default) => new(new Count(Interlocked.Add(ref _number, step.Size), context.Peer.Transport));

    /// <inheritdoc/>
    public void Dispose() => Disposed.TrySetResult();
}
