using Cells;
using DistributedBench.Contracts;

namespace DistributedBench.Coordinator;

/// <summary>Fills a payload in the memory that it is sent from, and has it summed.</summary>
internal sealed class SumCaller(WorkerClient worker, int payloadBytes) : Caller(callsPerSample: 16)
{
    /// <summary>What a message takes beside its bytes, rounded up.</summary>
    private const int ImageOverhead = 64;

    protected override async ValueTask<(int Bytes, ulong Sum)> CallAsync()
    {
        byte value = (byte)Calls;
        Digest digest = await Send(value);
        if (digest != new Digest((ulong)payloadBytes * value, payloadBytes))
            throw new InvalidOperationException($"{digest} came back for {payloadBytes} bytes of {value}.");
        return (digest.Bytes, digest.Sum);
    }

    private ValueTask<Digest> Send(byte value)
    {
        using Image<Payload> image = worker.Rent<Payload>(payloadBytes + ImageOverhead);
        image.Build().ReserveData(payloadBytes).Fill(value);
        return worker.SumAsync(image);
    }
}
