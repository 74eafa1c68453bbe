using System.Runtime.CompilerServices;
using Cells;
using PriceFeed.Contract;

namespace PriceFeed;

/// <summary>Makes prices up.</summary>
public sealed class Feed : IPriceFeed
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Price> WatchAsync(string symbol, int atMost = int.MaxValue, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (int i = 0; i < atMost; i++)
        {
            yield return new Price(symbol, 10_000 + i);
            await Task.Delay(Interval, cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<double> MeanAsync(IAsyncEnumerable<Price> prices, CancellationToken cancellation = default)
    {
        double sum = 0;
        int count = 0;
        await foreach (Price price in prices)
        {
            sum += price.Cents;
            count++;
        }

        return count > 0 ? sum / count : throw new CellFaultException<NoPrices>(new NoPrices());
    }
}
