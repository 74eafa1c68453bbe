using DistributedBench.Contracts;

namespace DistributedBench.Coordinator;

/// <summary>Has 64 bytes echoed, by each worker in turn.</summary>
internal sealed class EchoCaller(WorkerClient[] workers) : Caller(callsPerSample: 1)
{
    protected override async ValueTask<(int Bytes, ulong Sum)> CallAsync()
    {
        ulong number = (ulong)Calls;
        var block = new Block(number, 1, 2, 3, 4, 5, 6, 7);
        Block echo = await workers[number % (ulong)workers.Length].EchoAsync(block);
        if (echo != block)
            throw new InvalidOperationException($"{echo} came back for {block}.");
        return (Block.Bytes, number);
    }
}
