using System.Xml;

namespace Cells.Nucleus.Builds.Inputs;

/// <summary>
/// The <c>Import</c> elements of MSBuild files, as far as their paths are written with the file's or the project's own folder.
/// MSBuild does not list what it imports.
/// </summary>
internal static class ImportedFiles
{
    private const string ThisFolder = "$(MSBuildThisFileDirectory)";

    internal static bool MayImport(string path) =>
        path.EndsWith(".props", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".targets", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a file imports.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="content">What stands in it.</param>
    internal static List<string> Of(string path, byte[] content)
    {
        string folder = Path.GetDirectoryName(path)!;
        List<string> imported = [];
        foreach (string written in Written(content))
        {
            string expanded = written
                .Replace(ThisFolder, folder + "/", StringComparison.OrdinalIgnoreCase)
                .Replace("$(MSBuildProjectDirectory)", folder, StringComparison.OrdinalIgnoreCase)
                .Replace('\\', '/');
            if (!expanded.AsSpan().ContainsAny("$*@%\n"))
                imported.Add(Path.GetFullPath(Path.Combine(folder, expanded)));
        }

        return imported;
    }

    private static List<string> Written(byte[] content)
    {
        List<string> found = [];
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
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
