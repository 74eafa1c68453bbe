using Cells.Bench.Load.Contracts;
using Cells.Bench.Load.Measuring;

namespace Cells.Bench.Load.Callers;

/// <summary>Sends the same payload each time and has only its length read.</summary>
internal sealed class MeasureCaller(LoadClient client, LoadControl control, Image<Payload> payload, int payloadBytes) : Caller(control)
{
    /// <inheritdoc/>
    internal override async Task RunAsync()
    {
        var expected = new Digest(0, payloadBytes);
        while (!Control.Stopped)
        {
            bool sampled = Calls % EchoCaller.CallsPerSample == 0;
            long before = sampled ? Clock.Now : 0;
            ValueTask<Digest> call = client.MeasureAsync(payload);
            bool atOnce = call.IsCompleted;
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
}
