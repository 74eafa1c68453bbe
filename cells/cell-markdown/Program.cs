using Cells;
using Dodeca.Markdown;

return await Cell.RunAsync<IMarkdown>(args, new MarkdownService());
