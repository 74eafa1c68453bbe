using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Cells.Architecture.Tests.Repository;

namespace Cells.Architecture.Tests;

/// <summary>A package's assembly, as it was built for this test run.</summary>
/// <param name="Name">Its name, which is its project's.</param>
/// <param name="Path">The file.</param>
/// <param name="References">The assemblies that it uses.</param>
internal sealed record BuiltAssembly(string Name, string Path, IReadOnlyList<string> References);

/// <summary>The assemblies that are packed, taken from beside this test.</summary>
internal static class BuiltAssemblies
{
    public static IReadOnlyList<BuiltAssembly> OfPackages() => [.. ProjectFile.OfSource().Where(IsPacked).Select(Load)];

    /// <summary>Source projects are packed unless they say otherwise; src/Directory.Build.props says so.</summary>
    private static bool IsPacked(ProjectFile project) => project.Property("IsPackable") != "false";

    private static BuiltAssembly Load(ProjectFile project)
    {
        string path = System.IO.Path.Combine(AppContext.BaseDirectory, project.Name + ".dll");
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        return new(
            project.Name,
            path,
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))]);
    }
}
