using System.Reflection;
using System.Xml.Linq;
using Cells.Architecture.Tests.Repository;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cells.Architecture.Tests;

/// <summary>Who may reference whom. Dependencies point down only.</summary>
public class LayerTests
{
    private const string Generators = "Cells.Generators";

    /// <summary>What editors load beside the generator.</summary>
    private const string CodeFixes = "Cells.Generators.CodeFixes";

    /// <summary>What 'cell bench' runs: outside the layers, written as a user would.</summary>
    private const string Workloads = "Cells.Bench.Load";

    /// <summary>What 'cell demo' runs, likewise.</summary>
    private const string Demo = "Cells.Bench.Demo";

    /// <summary>The layers from the bottom up: each project with the projects that it may reference.</summary>
    private static readonly (string Project, string[] MayReference)[] Layers =
    [
        (Generators, []),
        (CodeFixes, [Generators]),
        ("Cells.Platform", []),
        ("Cells.Toml", []),
        ("Cells.Image", []),
        ("Cells.Contracts", ["Cells.Image", "Cells.Platform"]),
        ("Cells.AspNetCore", ["Cells.Contracts"]),
        ("Cells.Transports", ["Cells.Contracts", "Cells.Platform"]),
        ("Cells.Rpc", ["Cells.Transports", "Cells.Contracts", "Cells.Platform", "Cells.Toml"]),
        ("Cells.Nucleus.Contracts", ["Cells.Contracts"]),
        ("Cells.Testing", ["Cells.Rpc"]),
        ("Cells.Hosting", ["Cells.Rpc", "Cells.Nucleus.Contracts"]),
        ("Cells.Nucleus", ["Cells.Rpc", "Cells.Nucleus.Contracts", "Cells.Toml"]),
        ("Cells.Cli", ["Cells.Nucleus", Workloads, Demo]),
    ];

    /// <summary>What is for users; examples and benchmarks are written as users would.</summary>
    private static readonly string[] ForUsers = ["Cells.Contracts", "Cells.Rpc", "Cells.Hosting", "Cells.AspNetCore", "Cells.Testing"];

    [Fact]
    public void Every_source_project_has_its_place_in_the_layers()
    {
        Assert.Equal(Layers.Select(layer => layer.Project).Order(StringComparer.Ordinal), ProjectFile.OfSource().Select(project => project.Name));
    }

    [Fact]
    public void The_solution_lists_every_project()
    {
        string solution = RepositoryFiles.Read("Cells.slnx");
        Violations.ShouldBeNone(
            from project in ProjectFile.All()
            where project.Path.StartsWith("src/", StringComparison.Ordinal) || project.Path.StartsWith("tests/", StringComparison.Ordinal)
            where project.Path.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal)
            select project.Path,
            "Cells.slnx lacks:");
    }

    [Fact]
    public void The_table_of_layers_itself_points_down_only()
    {
        string[] order = [.. Layers.Select(layer => layer.Project)];
        Violations.ShouldBeNone(
            from layer in Layers
            from below in layer.MayReference
            where Array.IndexOf(order, below) >= Array.IndexOf(order, layer.Project)
            select $"{layer.Project} may not be allowed to reference {below}",
            "A layer may name only layers above its own line in the table:");
    }

    [Fact]
    public void Source_projects_reference_lower_layers_only()
    {
        Dictionary<string, string[]> allowed = Layers.ToDictionary(layer => layer.Project, layer => layer.MayReference);
        Violations.ShouldBeNone(
            from project in ProjectFile.OfSource()
            from reference in project.ProjectReferences()
            where reference.Project != Generators && !allowed.GetValueOrDefault(project.Name, []).Contains(reference.Project)
            select $"{project} references {reference.Project}",
            "These references are not in the table of layers:");
    }

    [Fact]
    public void The_files_that_source_projects_import_add_no_references()
    {
        Violations.ShouldBeNone(
            from file in ProjectFile.All()
            where !file.Path.EndsWith(".csproj", StringComparison.Ordinal) && (file.Folder is "" || file.Path.StartsWith("src/", StringComparison.Ordinal))
            from reference in file.ProjectReferences()
            select $"{file} references {reference.Project}",
            "Source projects name their references themselves:");
    }

    [Fact]
    public void The_generator_is_referenced_as_an_analyzer_only()
    {
        Violations.ShouldBeNone(
            from project in ProjectFile.All()
            where !project.Path.StartsWith("tests/", StringComparison.Ordinal) && project.Name != CodeFixes
            from reference in project.ProjectReferences()
            where reference.Project == Generators && !IsForTheCompilerOnly(reference.Item)
            select project.Path,
            $"{Generators} runs in the compiler; reference it with ReferenceOutputAssembly=\"false\":");
    }

    [Fact]
    public void Compiled_source_assemblies_use_what_lies_below_them_only()
    {
        Dictionary<string, HashSet<string>> below = [];
        foreach ((string project, string[] mayReference) in Layers)
            below[project] = [.. mayReference, .. mayReference.SelectMany(reference => below.GetValueOrDefault(reference, []))];

        Violations.ShouldBeNone(
            from assembly in BuiltAssemblies.OfPackages()
            from used in assembly.References
            where used.StartsWith("Cells.", StringComparison.Ordinal) && !below[assembly.Name].Contains(used)
            select $"{assembly.Name} uses {used}",
            "These assemblies use what is not below them:");
    }

    [Fact]
    public void Examples_and_benchmarks_reference_what_users_reference()
    {
        string[] sources = [.. ProjectFile.OfSource().Select(project => project.Name)];
        Violations.ShouldBeNone(
            from project in ProjectFile.All()
            where project.Path.StartsWith("examples/", StringComparison.Ordinal) || project.Path.StartsWith("bench/", StringComparison.Ordinal)
            from reference in project.ProjectReferences()
            where sources.Contains(reference.Project) && reference.Project != Generators && !ForUsers.Contains(reference.Project)
            select $"{project} references {reference.Project}",
            $"Examples and benchmarks use {string.Join(", ", ForUsers)} only:");
    }

    [Fact]
    public void Cells_of_Dodeca_know_contracts_and_not_each_other()
    {
        Violations.ShouldBeNone(
            from project in ProjectFile.All()
            where project.Path.StartsWith("cells/", StringComparison.Ordinal) || project.Path.StartsWith("dodeca/", StringComparison.Ordinal)
            from reference in project.ProjectReferences()
            where reference.Project.StartsWith("cell-", StringComparison.Ordinal) && !reference.Project.EndsWith("-proto", StringComparison.Ordinal)
            select $"{project} references {reference.Project}",
            "Who calls a cell references its contract, cell-NAME-proto:");
    }

    [Fact]
    public void The_framework_knows_nothing_of_Dodeca()
    {
        Violations.ShouldBeNone(
            from project in ProjectFile.OfSource()
            from reference in project.ProjectReferences()
            where !reference.Project.StartsWith("Cells.", StringComparison.Ordinal)
            select $"{project} references {reference.Project}",
            "Cells stands alone:");
    }

    [Fact]
    public void No_source_project_shows_its_internals_to_anyone()
    {
        Violations.ShouldBeNone(
            ProjectFile.All().Where(project => project.Items("InternalsVisibleTo").Any()).Select(project => project.Path)
                .Concat(
                    from file in SourceFile.OfSource()
                    from attribute in file.Root.DescendantNodes().OfType<AttributeSyntax>()
                    where attribute.Name.ToString().Contains("InternalsVisibleTo", StringComparison.Ordinal)
                    select file.At(attribute)),
            "What others need is public; what is internal is tested through it:");
    }

    [Fact]
    public void Nobody_reaches_for_internals_by_reflection()
    {
        string[] ways = [$"{nameof(BindingFlags)}.{nameof(BindingFlags.NonPublic)}", "IgnoresAccessChecksTo", "UnsafeAccessor"];
        Violations.ShouldBeNone(
            from path in RepositoryFiles.Ending(".cs")
            where !path.StartsWith("tests/Cells.Architecture.Tests/", StringComparison.Ordinal)
            from way in ways
            where RepositoryFiles.Read(path).Contains(way, StringComparison.Ordinal)
            select $"{path}: {way}",
            "Internals stay inside:");
    }

    private static bool IsForTheCompilerOnly(XElement reference) =>
        string.Equals(reference.Attribute("ReferenceOutputAssembly")?.Value, "false", StringComparison.OrdinalIgnoreCase);
}
