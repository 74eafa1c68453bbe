using System.Collections.Concurrent;
using System.Diagnostics;

namespace Cells.Conformance;

[CellMessage]
public partial record Payload(ulong Seed, byte[] Data);

[CellMessage]
public readonly partial record struct Digest(ulong Sum, int Length);

[CellMessage]
public partial record Order(string Symbol, uint Quantity, string? Note = null);

/// <summary>One method for each behaviour that every transport must show.</summary>
[CellContract("probe")]
public interface IProbe
{
    ValueTask<Order> EchoAsync(Order order, CancellationToken cancellation = default);

    ValueTask<Digest> SumViewAsync(Payload.View payload, CancellationToken cancellation = default);

    ValueTask<Digest> SumImageAsync(Image<Payload> payload, CancellationToken cancellation = default);

    ValueTask<Image<Payload>> MakeAsync(int length, CancellationToken cancellation = default);

    ValueTask<string> ThrowAsync(string message, CancellationToken cancellation = default);

    ValueTask HangAsync(string key, CancellationToken cancellation = default);

    ValueTask BlockAsync(string key, CancellationToken cancellation = default);

    ValueTask ReleaseAsync(string key, CancellationToken cancellation = default);

    ValueTask<int> AddAsync(int left, int right, CancellationToken cancellation = default);

    /// <summary>Computes until another handler with the same key does so as well; whether that came about.</summary>
    ValueTask<bool> ComputeAsync(string key, CancellationToken cancellation = default);

    ValueTask<long> RemainingAsync(CallContext context = default);
}

public sealed class Probe : IProbe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<string, int> _computing = new();
    private int _sums;

    /// <summary>Whether a handler that hung was cancelled before any sum was asked for.</summary>
    public TaskCompletionSource<bool> Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<Order> EchoAsync(Order order, CancellationToken cancellation = default) => new(order);

    public ValueTask<Digest> SumViewAsync(Payload.View payload, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _sums);
        return new(Sum(payload));
    }

    public async ValueTask<Digest> SumImageAsync(Image<Payload> payload, CancellationToken cancellation = default)
    {
        await Task.Yield();
        return Sum(payload.View);
    }

    public ValueTask<Image<Payload>> MakeAsync(int length, CancellationToken cancellation = default)
    {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++)
            data[i] = (byte)i;
        return new(Image<Payload>.Create(new Payload(7, data)));
    }

    public ValueTask<string> ThrowAsync(string message, CancellationToken cancellation = default) => throw new InvalidOperationException(message);

    public async ValueTask HangAsync(string key, CancellationToken cancellation = default)
    {
        Entered.TrySetResult();
        try
        {
            await Gate(key).Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            Cancelled.TrySetResult(Volatile.Read(ref _sums) == 0);
            throw;
        }
    }

    public ValueTask BlockAsync(string key, CancellationToken cancellation = default)
    {
        Entered.TrySetResult();
        Gate(key).Task.Wait(TimeSpan.FromSeconds(60), CancellationToken.None);
        return default;
    }

    public ValueTask ReleaseAsync(string key, CancellationToken cancellation = default)
    {
        Gate(key).TrySetResult();
        return default;
    }

    public ValueTask<int> AddAsync(int left, int right, CancellationToken cancellation = default) => new(left + right);

    public ValueTask<bool> ComputeAsync(string key, CancellationToken cancellation = default)
    {
        _computing.AddOrUpdate(key, 1, static (_, count) => count + 1);
        long begun = Stopwatch.GetTimestamp();
        while (_computing[key] < 2)
        {
            if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromSeconds(10))
                return new(false);
        }

        return new(true);
    }

    public ValueTask<long> RemainingAsync(CallContext context = default) => new((long?)context.Remaining?.TotalMilliseconds ?? -1);

    private static Digest Sum(Payload.View payload)
    {
        ulong sum = payload.Seed;
        foreach (byte b in payload.Data)
            sum += b;
        return new Digest(sum, payload.Data.Length);
    }

    private TaskCompletionSource Gate(string key) => _gates.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
