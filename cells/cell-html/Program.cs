using Cells;
using Dodeca.Html;

return await Cell.RunAsync<IHtml>(args, new HtmlProcessor());
