using Cells.Bench.Load.Contracts;
using Cells.Bench.Load.Measuring;

namespace Cells.Bench.Load.Callers;

/// <summary>Has 64 bytes echoed, again and again.</summary>
internal sealed class EchoCaller(LoadClient client, LoadControl control, EchoMode mode, bool later) : Caller(control)
{
    /// <summary>One in so many calls is timed where many are in flight, so that looking at the clock does not slow them down.</summary>
    internal const int CallsPerSample = 16;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(2);

    /// <inheritdoc/>
    internal override Task RunAsync() => mode switch
    {
        EchoMode.Loop => LoopAsync(),
        EchoMode.SampledLoop => SampledLoopAsync(),
        EchoMode.Rested => RestedAsync(),
        EchoMode.BlockingLoop => OnOwnThread(BlockingLoop),
        _ => OnOwnThread(BlockingRested),
    };

    private async Task LoopAsync()
    {
        long before = Clock.Now;
        while (!Control.Stopped)
        {
            Block block = NextBlock();
            Check(block, await CallAsync(block));
            long after = Clock.Now;
            Note(before, after);
            before = after;
        }
    }

    private async Task SampledLoopAsync()
    {
        while (!Control.Stopped)
        {
            Block block = NextBlock();
            bool sampled = Calls % CallsPerSample == 0;
            long before = sampled ? Clock.Now : 0;
            ValueTask<Block> call = CallAsync(block);
            bool atOnce = call.IsCompleted;
            Check(block, await call);
            if (!sampled)
                continue;
            Note(before, Clock.Now);
            if (atOnce)
                await Task.Yield();
        }
    }

    private async Task RestedAsync()
    {
        using var rest = new PeriodicTimer(Rest);
        while (!Control.Stopped)
        {
            await rest.WaitForNextTickAsync();
            Block block = NextBlock();
            long before = Clock.Now;
            Block echo = await CallAsync(block);
            Note(before, Clock.Now);
            Check(block, echo);
        }
    }

    private void BlockingLoop()
    {
        long before = Clock.Now;
        while (!Control.Stopped)
        {
            Block block = NextBlock();
            Check(block, Call(block));
            long after = Clock.Now;
            Note(before, after);
            before = after;
        }
    }

    private void BlockingRested()
    {
        while (!Control.Stopped)
        {
            Thread.Sleep(Rest);
            Block block = NextBlock();
            long before = Clock.Now;
            Block echo = Call(block);
            Note(before, Clock.Now);
            Check(block, echo);
        }
    }

    private ValueTask<Block> CallAsync(Block block) => later ? client.EchoLaterAsync(block) : client.EchoAsync(block);

    private Block Call(Block block) => later ? client.EchoLater(block) : client.Echo(block);

    private Block NextBlock()
    {
        ulong number = (ulong)Calls;
        return new Block(number, 1, 2, 3, 4, 5, 6, ~number);
    }

    private void Check(in Block block, in Block echo)
    {
        if (echo != block)
            throw WrongReply(block, echo);
        Count();
    }
}
