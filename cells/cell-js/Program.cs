using Cells;
using Dodeca.Js;

return await Cell.RunAsync<IJs>(args, new ScriptProcessor());
