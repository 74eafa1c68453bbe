using Cells;
using Dodeca.Sass;

await using var compiler = new EmbeddedCompiler();
return await Cell.RunAsync<ISass>(args, new SassService(compiler));
