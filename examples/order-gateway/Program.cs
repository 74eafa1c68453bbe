using Cells;
using OrderGateway;
using OrderGateway.Contract;

return await Cell.RunAsync<IOrderGateway>(args, new Gateway());
