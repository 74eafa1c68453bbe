namespace Dodeca.Sass;

/// <summary>Compiles Sass.</summary>
/// <param name="compiler">What does it.</param>
internal sealed class SassService(EmbeddedCompiler compiler) : ISass
{
    /// <inheritdoc/>
    public async ValueTask<CompiledSass> CompileAsync(Dictionary<string, string> files, string entry, CancellationToken cancellation = default) =>
        await compiler.CompileAsync(files, entry, cancellation);
}
