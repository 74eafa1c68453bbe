using Cells;
using Dodeca.LinkCheck;

return await Cell.RunAsync<ILinkCheck>(args, new LinkChecker());
