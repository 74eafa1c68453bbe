using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Cells.Chaos.Fuzzing;

/// <summary>Serves one method of each kind, and counts its handlers.</summary>
/// <param name="status">How the process is, but for the handlers.</param>
internal sealed class Target(Func<TargetStatus> status) : ITarget
{
    private int _handlers;

    public ValueTask<Answer> AskAsync(Ask ask, CancellationToken cancellation = default) => new(new Answer(ask.Number, ask.Text));

    public async ValueTask<Answer> AskLaterAsync(Ask ask, CancellationToken cancellation = default)
    {
        using var handler = new Running(this);
        await Task.Yield();
        return new Answer(ask.Number, ask.Text);
    }

    public async IAsyncEnumerable<Answer> ListAsync(Ask ask, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var handler = new Running(this);
        for (int i = 0; i < 10_000; i++)
        {
            if (i % 100 == 0)
                await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            yield return new Answer(i, ask.Text);
        }
    }

    public async ValueTask<Answer> SumAsync(Ask first, IAsyncEnumerable<Ask> rest, CancellationToken cancellation = default)
    {
        using var handler = new Running(this);
        long sum = first.Number;
        await foreach (Ask ask in rest)
            sum += ask.Number;
        return new Answer(sum, first.Text);
    }

    public async ValueTask EchoAsync(Ask ask, IDuplexPipe pipe, CancellationToken cancellation = default)
    {
        using var handler = new Running(this);
        await pipe.Input.CopyToAsync(pipe.Output, cancellation);
    }

    public async ValueTask<Answer> CallBackAsync(Ask ask, CallContext context = default)
    {
        using var handler = new Running(this);
        TargetClient caller = context.CreateClient<TargetClient>().With(new CallOptions { Timeout = TimeSpan.FromSeconds(1) });
        return await caller.AskAsync(ask, context.Cancellation);
    }

    public ValueTask<SharedBytes> LendAsync(Ask ask, CancellationToken cancellation = default)
    {
        SharedBytes lent = SharedBytes.Rent((int)(4096 + ((ulong)ask.Number % 60_000)));
        lent.WritableSpan.Fill((byte)ask.Number);
        return new(lent);
    }

    public ValueTask<Answer> WeighAsync(Ask ask, SharedBytes bytes, CancellationToken cancellation = default)
    {
        using (bytes)
        {
            long sum = 0;
            foreach (byte one in bytes.Span)
                sum += one;
            return new(new Answer(sum, ask.Text));
        }
    }

    public ValueTask<TargetStatus> StatusAsync(CancellationToken cancellation = default) => new(status() with { Handlers = Volatile.Read(ref _handlers) });

    private readonly struct Running : IDisposable
    {
        private readonly Target _target;

        internal Running(Target target)
        {
            _target = target;
            Interlocked.Increment(ref target._handlers);
        }

        public void Dispose() => Interlocked.Decrement(ref _target._handlers);
    }
}
