using Cells.Bench.Load.Contracts;
using Cells.Bench.Load.Measuring;

namespace Cells.Bench.Load.Callers;

/// <summary>Sends its payload as a record, again and again: filled anew and summed, or left as it is and only measured.</summary>
internal sealed class RecordCaller(LoadClient client, LoadControl control, int payloadBytes, bool untouched) : Caller(control)
{
    private readonly ulong[] _sums = [.. Enumerable.Range(0, 256).Select(value => Words.SumOfRepeated((byte)value, payloadBytes))];
    private readonly Payload _payload = new(new byte[payloadBytes]);

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
            var expected = new Digest(untouched ? 0 : _sums[value], payloadBytes);
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
        if (untouched)
            return client.MeasureRecordAsync(_payload);
        _payload.Data.AsSpan().Fill(value);
        return client.SumRecordAsync(_payload);
    }
}
