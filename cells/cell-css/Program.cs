using Cells;
using Dodeca.Css;

return await Cell.RunAsync<ICss>(args, new StylesheetProcessor());
