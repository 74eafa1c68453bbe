using System.Text.RegularExpressions;
using Cells.Architecture.Tests.Repository;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cells.Architecture.Tests;

/// <summary>Small, well-named files that say nothing about the machine they were written on.</summary>
public partial class FileHygieneTests
{
    private const int LinesMax = 600;

    /// <summary>The compiler wants this file to exist before the first release, when there is nothing to write into it.</summary>
    private const string AnalyzerReleases = "AnalyzerReleases.Shipped.md";

    /// <summary>What users write without a second 'using'.</summary>
    private const string UserNamespace = "Cells";

    private static readonly string[] VagueWords = ["Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Manager"];

    [Fact]
    public void No_source_file_is_too_long_to_have_one_subject()
    {
        Violations.ShouldBeNone(
            from path in RepositoryFiles.Below("src", ".cs").Concat(RepositoryFiles.Below("tests", ".cs"))
            let lines = File.ReadLines(RepositoryFiles.FullPath(path)).Count()
            where lines > LinesMax
            select $"{path}: {lines} lines",
            $"A file has at most {LinesMax} lines:");
    }

    [Fact]
    public void Namespaces_are_file_scoped()
    {
        Violations.ShouldBeNone(
            from file in SourceFile.OfSource()
            from declaration in file.Root.DescendantNodes().OfType<NamespaceDeclarationSyntax>()
            select file.At(declaration),
            "Write 'namespace X;':");
    }

    [Fact]
    public void A_namespace_follows_its_folders()
    {
        Violations.ShouldBeNone(
            from file in SourceFile.OfSource()
            from declaration in file.Root.DescendantNodes().OfType<FileScopedNamespaceDeclarationSyntax>()
            let declared = declaration.Name.ToString()
            where !declared.StartsWith("System.", StringComparison.Ordinal) && !NamespacesOf(file).Contains(declared)
            select $"{file.At(declaration)}: {declared}, expected {string.Join(" or ", NamespacesOf(file))}",
            "A namespace is that of the file's folder, or of a folder above it:");
    }

    [Fact]
    public void Names_say_what_a_thing_is()
    {
        Violations.ShouldBeNone(
            (from path in RepositoryFiles.Ending(".cs", ".csproj")
             from part in path.Split('/')
             where Words().Matches(Path.GetFileNameWithoutExtension(part)).Any(word => VagueWords.Contains(word.Value))
             select path)
            .Concat(
                from file in SourceFile.OfSource()
                from type in file.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
                where Words().Matches(type.Identifier.Text).Any(word => VagueWords.Contains(word.Value))
                select $"{file.At(type)}: {type.Identifier}"),
            $"These names could mean anything ({string.Join(", ", VagueWords)}):");
    }

    [Fact]
    public void No_file_is_a_placeholder()
    {
        Violations.ShouldBeNone(
            from path in RepositoryFiles.All.Value
            where IsPlaceholder(path)
            select path,
            "Nothing stands in for what is not there:");
    }

    [Fact]
    public void No_file_names_a_machine_or_a_registry()
    {
        Violations.ShouldBeNone(
            from path in RepositoryFiles.All.Value
            where IsText(path)
            from line in File.ReadLines(RepositoryFiles.FullPath(path)).Select((text, index) => (text, number: index + 1))
            where MachinePath().IsMatch(line.text) || RegistryHost().IsMatch(line.text)
            select $"{path}:{line.number}: {line.text.Trim()}",
            "Paths of one machine and hosts of package registries do not belong into a repository:");
    }

    [Fact]
    public void No_test_is_skipped_without_a_condition_or_asserts_nothing()
    {
        Violations.ShouldBeNone(
            from path in RepositoryFiles.Ending(".cs")
            from line in File.ReadLines(RepositoryFiles.FullPath(path)).Select((text, index) => (text, number: index + 1))
            where EmptyTest().IsMatch(line.text)
            select $"{path}:{line.number}: {line.text.Trim()}",
            "A skipped test has a condition of its own, and a test can fail:");
    }

    [Fact]
    public void A_test_class_is_ended_in_a_way_that_its_runner_knows()
    {
        Violations.ShouldBeNone(
            from path in RepositoryFiles.Ending("Tests.cs")
            from line in File.ReadLines(RepositoryFiles.FullPath(path)).Select((text, index) => (text, number: index + 1))
            where AsyncDisposableTests().IsMatch(line.text)
            select $"{path}:{line.number}: {line.text.Trim()}",
            "The runner never calls IAsyncDisposable.DisposeAsync; use IAsyncLifetime:");
    }

    [Fact]
    public void Scripts_are_executable_and_stop_at_the_first_failure()
    {
        Violations.ShouldBeNone(
            from path in RepositoryFiles.All.Value
            where !Path.HasExtension(path) || path.EndsWith(".sh", StringComparison.Ordinal)
            let lines = File.ReadLines(RepositoryFiles.FullPath(path)).Take(40).ToArray()
            where lines is [var first, ..] && first.StartsWith("#!", StringComparison.Ordinal) && first.EndsWith("sh", StringComparison.Ordinal)
            where !lines.Any(line => line.StartsWith("set -e", StringComparison.Ordinal)) || !IsExecutable(path)
            select path,
            "A script begins with 'set -euo pipefail' (or 'set -eu') and is executable:");
    }

    private static bool IsExecutable(string path) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(RepositoryFiles.FullPath(path)) & UnixFileMode.UserExecute) != 0;

    /// <summary>The root namespace of a project is its name, or the one that it sets; each folder may add to it.</summary>
    private static List<string> NamespacesOf(SourceFile file)
    {
        var project = new ProjectFile($"src/{file.Project}/{file.Project}.csproj");
        List<string> namespaces = [project.Property("RootNamespace") ?? project.Name];
        foreach (string folder in file.Path.Split('/')[2..^1])
            namespaces.Add($"{namespaces[^1]}.{folder}");
        return [.. namespaces, UserNamespace];
    }

    private static bool IsPlaceholder(string path)
    {
        if (Path.GetFileNameWithoutExtension(path) is "Placeholder" or "Class1" or "UnitTest1" or ".gitkeep")
            return true;
        string full = RepositoryFiles.FullPath(path);
        if (new FileInfo(full).Length == 0)
            return Path.GetFileName(path) != AnalyzerReleases;
        return path.EndsWith(".cs", StringComparison.Ordinal)
            && !path.Contains("/Templates/", StringComparison.Ordinal)
            && CSharpSyntaxTree.ParseText(File.ReadAllText(full)).GetRoot() is CompilationUnitSyntax { AttributeLists.Count: 0, Usings.Count: 0 } unit
            && unit.Members.All(member => member is BaseNamespaceDeclarationSyntax { Members.Count: 0 });
    }

    private static bool IsText(string path) => !(path.EndsWith(".png", StringComparison.Ordinal) || path.EndsWith(".bin", StringComparison.Ordinal));

    [GeneratedRegex(@"\bclass \w+Tests\b.*\bIAsyncDisposable\b")]
    private static partial Regex AsyncDisposableTests();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Words();

    [GeneratedRegex(@"(?<![A-Za-z0-9_.}$*])/(home|root|Users|work|farm)/[A-Za-z.]|\b[A-Z]:\\\\?Users\b")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"registry[.]npmjs|nuget[.]org|(deb|security)[.]debian[.]org|pypi[.]org|crates[.]io", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"^\s*\[(Fact|Theory)\(.*Skip\s*=|Assert\.(True\(true|False\(false)")]
    private static partial Regex EmptyTest();
}
