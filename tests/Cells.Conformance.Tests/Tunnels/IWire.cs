using System.Buffers;
using System.IO.Pipelines;

namespace Cells.Conformance.Tunnels;

/// <summary>Tunnels, and what can be done at their far end.</summary>
[CellContract("wire")]
public interface IWire
{
    /// <summary>Sends back what comes, until that ends; returns how much that was.</summary>
    ValueTask<long> EchoAsync(IDuplexPipe pipe, CancellationToken cancellation = default);

    /// <summary>Reads all, then sends so many bytes.</summary>
    ValueTask AnswerAsync(long bytes, IDuplexPipe pipe, CancellationToken cancellation = default);

    /// <summary>Reads so many bytes and no more, and completes its reader; then goes on until it is cancelled or told to.</summary>
    ValueTask ReadSomeAsync(int bytes, IDuplexPipe pipe, CancellationToken cancellation = default);

    /// <summary>Takes so many bytes, and then waits for so many more at once; how many that were.</summary>
    ValueTask<long> ReadInStepsAsync(int first, int second, IDuplexPipe pipe, CancellationToken cancellation = default);

    /// <summary>Throws, with a tunnel open.</summary>
    ValueTask ThrowAsync(IDuplexPipe pipe, CancellationToken cancellation = default);

    /// <summary>Adds.</summary>
    ValueTask<int> AddAsync(int left, int right, CancellationToken cancellation = default);
}

/// <inheritdoc/>
public sealed class Wire : IWire
{
    /// <summary>What reading ended with.</summary>
    public TaskCompletionSource<Exception?> ReadingEnded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when <see cref="ReadSomeAsync"/> reads no further.</summary>
    public TaskCompletionSource ReadEnough { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask<long> EchoAsync(IDuplexPipe pipe, CancellationToken cancellation = default)
    {
        long total = 0;
        try
        {
            while (true)
            {
                ReadResult result = await pipe.Input.ReadAsync(cancellation);
                foreach (ReadOnlyMemory<byte> bytes in result.Buffer)
                    await pipe.Output.WriteAsync(bytes, cancellation);
                total += result.Buffer.Length;
                pipe.Input.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    break;
            }

            ReadingEnded.TrySetResult(null);
        }
        catch (Exception error)
        {
            ReadingEnded.TrySetResult(error);
            throw;
        }

        return total;
    }

    public async ValueTask AnswerAsync(long bytes, IDuplexPipe pipe, CancellationToken cancellation = default)
    {
        ReadResult result;
        do
        {
            result = await pipe.Input.ReadAsync(cancellation);
            pipe.Input.AdvanceTo(result.Buffer.End);
        }
        while (!result.IsCompleted);
        while (bytes > 0)
        {
            Memory<byte> memory = pipe.Output.GetMemory();
            int length = (int)Math.Min(bytes, memory.Length);
            memory.Span[..length].Fill(7);
            pipe.Output.Advance(length);
            bytes -= length;
            await pipe.Output.FlushAsync(cancellation);
        }
    }

    public async ValueTask ReadSomeAsync(int bytes, IDuplexPipe pipe, CancellationToken cancellation = default)
    {
        ReadResult result = await pipe.Input.ReadAtLeastAsync(bytes, cancellation);
        pipe.Input.AdvanceTo(result.Buffer.GetPosition(bytes));
        await pipe.Input.CompleteAsync();
        ReadEnough.SetResult();
        await Task.Delay(Timeout.Infinite, cancellation);
    }

    public async ValueTask<long> ReadInStepsAsync(int first, int second, IDuplexPipe pipe, CancellationToken cancellation = default)
    {
        long total = 0;
        foreach (int step in new[] { first, second })
        {
            ReadResult result = await pipe.Input.ReadAtLeastAsync(step, cancellation);
            pipe.Input.AdvanceTo(result.Buffer.GetPosition(step));
            total += step;
        }

        return total;
    }

    public ValueTask ThrowAsync(IDuplexPipe pipe, CancellationToken cancellation = default) => throw new InvalidOperationException("no tunnel today");

    public ValueTask<int> AddAsync(int left, int right, CancellationToken cancellation = default) => new(left + right);
}
