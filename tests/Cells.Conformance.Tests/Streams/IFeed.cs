using System.Runtime.CompilerServices;

namespace Cells.Conformance.Streams;

/// <summary>An item of a stream.</summary>
[CellMessage]
public sealed partial record Tick(int Number, byte[] Data);

/// <summary>An item without anything that is allocated.</summary>
[CellMessage]
public readonly partial record struct Point(long X, long Y);

/// <summary>What has come of a stream.</summary>
[CellMessage]
public sealed partial record Received(int Count, long Bytes, long Sum);

/// <summary>Streams both ways.</summary>
[CellContract("feed")]
public interface IFeed
{
    /// <summary>Gives <paramref name="count"/> items of <paramref name="bytes"/> bytes, then throws where it is told to.</summary>
    IAsyncEnumerable<Tick> CountAsync(int count, int bytes, string? failure = null, CancellationToken cancellation = default);

    /// <summary>Gives points for ever.</summary>
    IAsyncEnumerable<Point> Points(CancellationToken cancellation = default);

    /// <summary>Gives one item, and then none until its token fires.</summary>
    IAsyncEnumerable<Tick> HangAsync(CallContext context = default);

    /// <summary>Reads items: all, or as many as it is told to.</summary>
    ValueTask<Received> SumAsync(IAsyncEnumerable<Tick> ticks, int atMost = int.MaxValue, CancellationToken cancellation = default);

    /// <summary>Reads nothing until it is told to.</summary>
    ValueTask<Received> SumLaterAsync(Tick first, IAsyncEnumerable<Tick> ticks, CancellationToken cancellation = default);

    /// <summary>Gives every item of the first stream, joined with one of the second.</summary>
    IAsyncEnumerable<Point> ZipAsync(IAsyncEnumerable<Point> left, IAsyncEnumerable<Point> right, CancellationToken cancellation = default);

    /// <summary>Adds.</summary>
    ValueTask<int> AddAsync(int left, int right, CancellationToken cancellation = default);
}

/// <inheritdoc/>
public sealed class Feed : IFeed
{
    private int _produced;

    /// <summary>How many items <see cref="CountAsync"/> and <see cref="Points"/> have made.</summary>
    public int Produced => Volatile.Read(ref _produced);

    /// <summary>Completes when a producer was left.</summary>
    public TaskCompletionSource<Exception?> Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets <see cref="SumLaterAsync"/> read.</summary>
    public TaskCompletionSource MayRead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What reading ended with.</summary>
    public TaskCompletionSource<Exception?> ReadingEnded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async IAsyncEnumerable<Tick> CountAsync(int count, int bytes, string? failure = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        try
        {
            for (int i = 0; i < count; i++)
            {
                if (i % 7 == 0)
                    await Task.Yield();
                Interlocked.Increment(ref _produced);
                yield return new Tick(i, Data(i, bytes));
            }

            if (failure is not null)
                throw new InvalidOperationException(failure);
        }
        finally
        {
            Left.TrySetResult(null);
        }
    }

    public async IAsyncEnumerable<Point> Points([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        try
        {
            for (long i = 0; ; i++)
            {
                if (i % 1000 == 0)
                    await Task.Yield();
                Interlocked.Increment(ref _produced);
                yield return new Point(i, -i);
            }
        }
        finally
        {
            Left.TrySetResult(null);
        }
    }

    public IAsyncEnumerable<Tick> HangAsync(CallContext context = default) => HangAsync(context.Cancellation);

    public async ValueTask<Received> SumAsync(IAsyncEnumerable<Tick> ticks, int atMost = int.MaxValue, CancellationToken cancellation = default)
    {
        int count = 0;
        long bytes = 0, sum = 0;
        try
        {
            await foreach (Tick tick in ticks)
            {
                Assert.Equal(Data(tick.Number, tick.Data.Length), tick.Data);
                (count, bytes, sum) = (count + 1, bytes + tick.Data.Length, sum + tick.Number);
                if (count == atMost)
                    break;
            }

            ReadingEnded.TrySetResult(null);
        }
        catch (Exception error)
        {
            ReadingEnded.TrySetResult(error);
            throw;
        }

        return new Received(count, bytes, sum);
    }

    public async ValueTask<Received> SumLaterAsync(Tick first, IAsyncEnumerable<Tick> ticks, CancellationToken cancellation = default)
    {
        await MayRead.Task.WaitAsync(cancellation);
        Received rest = await SumAsync(ticks, cancellation: cancellation);
        return rest with { Sum = rest.Sum + first.Number };
    }

    public async IAsyncEnumerable<Point> ZipAsync(IAsyncEnumerable<Point> left, IAsyncEnumerable<Point> right, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using IAsyncEnumerator<Point> others = right.GetAsyncEnumerator(cancellation);
        await foreach (Point point in left)
        {
            if (!await others.MoveNextAsync())
                yield break;
            yield return new Point(point.X, others.Current.Y);
        }
    }

    public ValueTask<int> AddAsync(int left, int right, CancellationToken cancellation = default) => new(left + right);

    /// <summary>What an item of a number holds.</summary>
    public static byte[] Data(int number, int bytes)
    {
        byte[] data = new byte[bytes];
        for (int i = 0; i < bytes; i++)
            data[i] = (byte)(number + i * 31);
        return data;
    }

    private async IAsyncEnumerable<Tick> HangAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            yield return new Tick(0, []);
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        finally
        {
            Left.TrySetResult(null);
        }
    }
}
