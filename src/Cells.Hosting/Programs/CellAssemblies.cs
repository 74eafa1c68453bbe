using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace Cells.Hosting;

/// <summary>
/// The assemblies of a cell's program inside another one. What both have and speak to each other with is loaded once. They stay loaded: of contexts that can be unloaded the runtime does not use the
/// code that was compiled ahead.
/// </summary>
/// <param name="program">The program's assembly.</param>
[RequiresUnreferencedCode("Programs are loaded that are not known when this one is trimmed.")]
internal sealed class CellAssemblies(string program) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(program))
{
    private static readonly HashSet<string> Host = [.. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator).Select(static path => Path.GetFileNameWithoutExtension(path))];

    private readonly AssemblyDependencyResolver _resolver = new(program);

    internal Assembly LoadProgram() => LoadFromAssemblyPath(program);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string? path = _resolver.ResolveAssemblyToPath(assemblyName);
        return path is null || (Host.Contains(assemblyName.Name!) && IsCommon(assemblyName.Name!, path)) ? null : LoadFromAssemblyPath(path);
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;

    /// <summary>Whether it is Cells itself, what Cells takes and gives, or has contracts.</summary>
    private static bool IsCommon(string name, string path)
    {
        if (name.StartsWith("Cells.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal))
            return true;
        using var image = new PEReader(File.OpenRead(path));
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.AssemblyReferences.Any(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name) == "Cells.Contracts");
    }
}
