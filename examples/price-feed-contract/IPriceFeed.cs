using Cells;

namespace PriceFeed.Contract;

/// <summary>Prices as they come.</summary>
[CellContract("price_feed")]
public interface IPriceFeed
{
    /// <summary>The prices of a symbol: as many as asked for, or until the caller stops.</summary>
    IAsyncEnumerable<Price> WatchAsync(string symbol, int atMost = int.MaxValue, CancellationToken cancellation = default);

    /// <summary>The mean of prices, in cents.</summary>
    [Fault<NoPrices>]
    ValueTask<double> MeanAsync(IAsyncEnumerable<Price> prices, CancellationToken cancellation = default);
}

/// <summary>What something cost.</summary>
/// <param name="Symbol">What.</param>
/// <param name="Cents">How much.</param>
[CellMessage]
public partial record Price(string Symbol, long Cents);

/// <summary>There is no mean of nothing.</summary>
[CellMessage]
public partial record NoPrices;
