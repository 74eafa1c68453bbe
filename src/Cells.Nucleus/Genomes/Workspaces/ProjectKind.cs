using System.Xml;
using System.Xml.Linq;

namespace Cells.Nucleus.Genomes.Workspaces;

/// <summary>What a project file builds, as far as it says so itself.</summary>
internal enum ProjectKind
{
    /// <summary>It does not say; a file that it imports may.</summary>
    Unknown,

    /// <summary>Something to run.</summary>
    Program,

    /// <summary>Something to reference.</summary>
    Library,

    /// <summary>Tests.</summary>
    Test,
}

/// <summary>Reads a project file just far enough to tell what it builds.</summary>
internal static class ProjectKinds
{
    private static readonly string[] TestPackages =
        ["Microsoft.NET.Test.Sdk", "Microsoft.Testing.Platform", "MSTest", "NUnit", "TUnit", "xunit", "xunit.v3"];

    public static ProjectKind Of(string projectPath)
    {
        XElement project = Load(projectPath);
        string sdk = project.Attribute("Sdk")?.Value ?? "";
        string? outputType = Property(project, "OutputType");
        if (IsTest(projectPath, project, sdk))
        {
            return ProjectKind.Test;
        }
        return outputType?.ToLowerInvariant() switch
        {
            "exe" or "winexe" => ProjectKind.Program,
            not null => ProjectKind.Library,
            null when sdk is "Microsoft.NET.Sdk.Web" or "Microsoft.NET.Sdk.Worker" => ProjectKind.Program,
            null => ProjectKind.Unknown,
        };
    }

    private static bool IsTest(string path, XElement project, string sdk)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return name.EndsWith(".Tests", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".Test", StringComparison.OrdinalIgnoreCase)
            || sdk.StartsWith("MSTest.Sdk", StringComparison.OrdinalIgnoreCase)
            || string.Equals(Property(project, "IsTestProject"), "true", StringComparison.OrdinalIgnoreCase)
            || Named(project, "PackageReference")
                .Any(package => TestPackages.Contains(package.Attribute("Include")?.Value, StringComparer.OrdinalIgnoreCase));
    }

    private static string? Property(XElement project, string name) => Named(project, name).LastOrDefault()?.Value.Trim();

    private static IEnumerable<XElement> Named(XElement project, string name) =>
        project.Descendants().Where(element => element.Name.LocalName == name);

    private static XElement Load(string path)
    {
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException malformed)
        {
            throw new GenomeException(
                new(path, malformed.LineNumber, malformed.LinePosition),
                $"the project is not XML: {malformed.Message}", malformed);
        }
    }
}
