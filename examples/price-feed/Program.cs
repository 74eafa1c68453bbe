using Cells;
using PriceFeed;
using PriceFeed.Contract;

return await Cell.RunAsync<IPriceFeed>(args, new Feed());
