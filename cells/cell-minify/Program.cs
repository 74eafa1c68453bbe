using Cells;
using Dodeca.Minify;

return await Cell.RunAsync<IMinify>(args, new Minifier());
