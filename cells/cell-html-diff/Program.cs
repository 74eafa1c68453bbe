using Cells;
using Dodeca.HtmlDiff;

return await Cell.RunAsync<IHtmlDiff>(args, new HtmlComparer());
