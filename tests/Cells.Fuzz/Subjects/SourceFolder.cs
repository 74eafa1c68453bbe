using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Cells.Fuzz.Subjects;

/// <summary>The sources of a project of this repository.</summary>
internal static class SourceFolder
{
    /// <summary>How sources are read: as the projects do.</summary>
    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.Preview, DocumentationMode.None);

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Every source file of a project, those that it links, and what the SDK adds to them.</summary>
    public static List<SyntaxTree> Parse(string folder)
    {
        string full = Path.Combine(Root, folder);
        List<SyntaxTree> trees = [ParseText(ImplicitUsings, "GlobalUsings.cs")];
        foreach (string path in Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string relative = Path.GetRelativePath(full, path);
            if (relative.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
                trees.Add(ParseText(File.ReadAllText(path), relative));
        }

        string project = Directory.EnumerateFiles(full, "*.csproj").Single();
        foreach (XElement linked in XDocument.Load(project).Descendants("Compile").Where(static item => item.Attribute("Include") is not null))
        {
            string path = Path.GetFullPath(Path.Combine(full, linked.Attribute("Include")!.Value));
            foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path)))
                trees.Add(ParseText(File.ReadAllText(file), file));
        }

        return trees;
    }

    /// <summary>Reads one source.</summary>
    public static SyntaxTree ParseText(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Parsing, path);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cells.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"no Cells.slnx above {AppContext.BaseDirectory}");
    }
}
