using System.Reflection;
using System.Runtime.Loader;

namespace Cells.Fuzz.Subjects;

/// <summary>Keeps a subject apart: it has its own Cells.Image, and what is bound to it is loaded anew.</summary>
internal sealed class SubjectContext(IReadOnlyDictionary<string, byte[]> compiled) : AssemblyLoadContext("subject")
{
    /// <summary>What is loaded as it was built, to be bound to the subject's own Cells.Image.</summary>
    private static readonly string[] Rebound = ["Cells.Contracts", "Cells.Fuzz"];

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        if (compiled.TryGetValue(name, out byte[]? image))
            return LoadFromStream(new MemoryStream(image));
        return Rebound.Contains(name) ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name + ".dll")) : null;
    }
}
