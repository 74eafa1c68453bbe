using Cells;
using {{Type}};
using {{Type}}.Contract;

return await Cell.RunAsync<I{{Type}}>(args, new {{Type}}Service());
