using Cells.Bench.Load.Contracts;
using Cells.Bench.Load.Measuring;

namespace Cells.Bench.Load.Callers;

/// <summary>Builds a payload in place, fills every byte of it, and has it summed, again and again.</summary>
internal sealed class SumCaller(LoadClient client, LoadControl control, int payloadBytes) : Caller(control)
{
    private readonly ulong[] _sums = [.. Enumerable.Range(0, 256).Select(value => Words.SumOfRepeated((byte)value, payloadBytes))];

    /// <inheritdoc/>
    internal override async Task RunAsync()
    {
        while (!Control.Stopped)
        {
            byte value = (byte)Calls;
            bool sampled = Calls % EchoCaller.CallsPerSample == 0;
            long before = sampled ? Clock.Now : 0;
            ValueTask<Digest> call = Begin(value);
            bool atOnce = call.IsCompleted;
            var expected = new Digest(_sums[value], payloadBytes);
            Digest digest = await call;
            if (digest != expected)
                throw WrongReply(expected, digest);
            Count();
            if (!sampled)
                continue;
            Note(before, Clock.Now);
            if (atOnce)
                await Task.Yield();
        }
    }

    private ValueTask<Digest> Begin(byte value)
    {
        Image<Payload> image = client.Rent<Payload>(PayloadSize.OfImage(payloadBytes));
        try
        {
            image.Build().ReserveData(payloadBytes).Fill(value);
            return client.SumAsync(image);
        }
        finally
        {
            // The session holds the image until it has left.
            image.Dispose();
        }
    }
}
