using System.Xml;

namespace Cells.Nucleus.Builds.Inputs;

/// <summary>
/// Follows the <c>Import</c> elements of MSBuild files, as far as their paths are written with the file's or the project's own folder.
/// MSBuild does not list what it imports.
/// </summary>
internal static class ImportedFiles
{
    private const string ThisFolder = "$(MSBuildThisFileDirectory)";

    internal static bool MayImport(string path) =>
        path.EndsWith(".props", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".targets", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    internal static void AddTo(HashSet<string> files, string path)
    {
        if (!File.Exists(path))
            return;
        string folder = Path.GetDirectoryName(path)!;
        foreach (string written in Imports(path))
        {
            string expanded = written
                .Replace(ThisFolder, folder + "/", StringComparison.OrdinalIgnoreCase)
                .Replace("$(MSBuildProjectDirectory)", folder, StringComparison.OrdinalIgnoreCase)
                .Replace('\\', '/');
            if (expanded.AsSpan().ContainsAny("$*@%"))
                continue;
            string imported = Path.GetFullPath(Path.Combine(folder, expanded));
            if (files.Add(imported))
                AddTo(files, imported);
        }
    }

    private static List<string> Imports(string path)
    {
        List<string> found = [];
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "Import" } && reader.GetAttribute("Project") is { Length: > 0 } project)
                    found.Add(project);
            }
        }
        catch (XmlException)
        {
            // MSBuild will say what is wrong with it; its content counts all the same.
        }

        return found;
    }
}
