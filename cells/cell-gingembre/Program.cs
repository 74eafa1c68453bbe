using Cells;
using Dodeca.Templates;

return await Cell.RunAsync<IGingembre>(args, new Renderer());
