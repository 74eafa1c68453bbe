using System.Diagnostics.CodeAnalysis;
using Cells.Bench.Load.Contracts;
using Cells.Bench.Load.Measuring;

namespace Cells.Bench.Load.Callers;

/// <summary>Builds a payload once, fills every byte of it, and has each of several processes sum it, again and again; or sends the same each time and has its length read.</summary>
internal sealed class FanoutCaller(IReadOnlyList<LoadClient> clients, LoadControl control, Image<Payload> untouched, BenchPlan plan) : Caller(control)
{
    private readonly ulong[] _sums = [.. Enumerable.Range(0, 256).Select(value => Words.SumOfRepeated((byte)value, plan.PayloadBytes))];
    private readonly ValueTask<Digest>[] _calls = new ValueTask<Digest>[clients.Count];

    /// <inheritdoc/>
    internal override async Task RunAsync()
    {
        byte value = 0;
        while (!Control.Stopped)
        {
            value++;
            long before = Clock.Now;
            Begin(value);
            var expected = new Digest(plan.Untouched ? 0 : _sums[value], plan.PayloadBytes);
            for (int i = 0; i < _calls.Length; i++)
            {
                Digest digest = await _calls[i];
                if (digest != expected)
                    throw WrongReply(expected, digest);
                Count();
                Note(before, Clock.Now);
            }
        }
    }

    [SuppressMessage("Reliability", "CA2012", Justification = "Each is awaited once, when all are begun.")]
    private void Begin(byte value)
    {
        if (plan.Untouched)
        {
            for (int i = 0; i < _calls.Length; i++)
                _calls[i] = clients[i].MeasureAsync(untouched);
            return;
        }

        Image<Payload> image = clients[0].Rent<Payload>(PayloadSize.OfImage(plan.PayloadBytes));
        try
        {
            image.Build().ReserveData(plan.PayloadBytes).Fill(value);
            for (int i = 0; i < _calls.Length; i++)
                _calls[i] = clients[i].SumAsync(image);
        }
        finally
        {
            // The sessions hold the image until it has left.
            image.Dispose();
        }
    }
}
