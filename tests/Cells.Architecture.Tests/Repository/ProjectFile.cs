using System.Xml.Linq;

namespace Cells.Architecture.Tests.Repository;

/// <summary>A project or an MSBuild file that projects import, as it is written.</summary>
/// <param name="path">Its path from the root.</param>
internal sealed class ProjectFile(string path)
{
    private readonly XElement _root = XDocument.Load(RepositoryFiles.FullPath(path)).Root!;

    public string Path { get; } = path;

    public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(path);

    public string Folder { get; } = System.IO.Path.GetDirectoryName(path)!;

    /// <summary>All items of a kind.</summary>
    public IEnumerable<XElement> Items(string kind) => _root.Descendants().Where(element => element.Name.LocalName == kind);

    /// <summary>The last value that the file gives a property, or null.</summary>
    public string? Property(string name) => Items(name).LastOrDefault()?.Value.Trim();

    /// <summary>The projects that are referenced, with the items that do so.</summary>
    public IEnumerable<(string Project, XElement Item)> ProjectReferences() =>
        Items("ProjectReference")
            .Where(item => item.Attribute("Include") is not null)
            .Select(item => (System.IO.Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/')), item));

    public override string ToString() => Path;

    /// <summary>The projects of src.</summary>
    public static IReadOnlyList<ProjectFile> OfSource() =>
        [.. RepositoryFiles.Below("src", ".csproj").Where(IsOurs).Select(path => new ProjectFile(path)).OrderBy(project => project.Name, StringComparer.Ordinal)];

    /// <summary>Every project of the repository and every file that projects import.</summary>
    public static IReadOnlyList<ProjectFile> All() =>
        [.. RepositoryFiles.Ending(".csproj", ".props", ".targets").Where(IsOurs).Select(path => new ProjectFile(path))];

    /// <summary>Templates are text until <c>cell new</c> has filled them in.</summary>
    private static bool IsOurs(string path) => !path.Contains("/Templates/", StringComparison.Ordinal);
}
