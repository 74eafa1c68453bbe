using System.Text.Json;
using System.Text.RegularExpressions;
using Cells.Architecture.Tests.Repository;

namespace Cells.Architecture.Tests;

/// <summary>Every version stands in one place and means one thing.</summary>
public partial class VersionTests
{
    private const string Central = "Directory.Packages.props";
    private const string Dependencies = "docs/dependencies.md";

    /// <summary>Each cell of Dodeca has versions of its own.</summary>
    private const string Cells = "cells/";

    [Fact]
    public void Package_references_take_their_versions_from_the_central_file()
    {
        Violations.ShouldBeNone(
            from file in ProjectFile.All()
            where file.Name != Path.GetFileNameWithoutExtension(Central) && !file.Path.StartsWith(Cells, StringComparison.Ordinal)
            from item in file.Items("PackageReference").Concat(file.Items("PackageVersion")).Concat(file.Items("GlobalPackageReference"))
            where item.Attribute("Remove") is null
            where item.Name.LocalName != "PackageReference" || item.Attribute("Version") is not null || item.Attribute("VersionOverride") is not null || item.HasElements
            select $"{file}: {item}",
            $"Versions are set in {Central} only:");
    }

    [Fact]
    public void Cells_have_exact_versions_of_their_own()
    {
        Violations.ShouldBeNone(
            from file in ProjectFile.All()
            where file.Path.StartsWith(Cells, StringComparison.Ordinal)
            from item in file.Items("PackageReference")
            where item.Attribute("Version") is not { } version || !ExactVersion().IsMatch(version.Value)
            select $"{file}: {item}",
            "A version is one version, neither a range nor floating:");
    }

    [Fact]
    public void Central_versions_are_exact()
    {
        Violations.ShouldBeNone(
            from file in CentralFiles()
            from item in file.Items("PackageVersion").Concat(file.Items("GlobalPackageReference"))
            where item.Attribute("Version") is not { } version || !ExactVersion().IsMatch(version.Value)
            select $"{file}: {item}",
            "A version is one version, neither a range nor floating:");
    }

    [Fact]
    public void Central_management_is_on_for_transitive_packages_too()
    {
        var root = new ProjectFile(Central);
        Assert.Equal("true", root.Property("ManagePackageVersionsCentrally"));
        Assert.Equal("true", root.Property("CentralPackageTransitivePinningEnabled"));
    }

    [Fact]
    public void The_page_of_dependencies_names_each_package_with_its_version()
    {
        string page = RepositoryFiles.Read(Dependencies);
        Violations.ShouldBeNone(
            from item in new ProjectFile(Central).Items("PackageVersion").Concat(new ProjectFile(Central).Items("GlobalPackageReference"))
            let row = $"| {item.Attribute("Include")!.Value} | {item.Attribute("Version")!.Value} |"
            where !page.Contains(row, StringComparison.Ordinal)
            select row,
            $"{Dependencies} lacks:");
    }

    [Fact]
    public void The_SDK_is_pinned_to_a_feature_band_and_never_a_preview()
    {
        using var document = JsonDocument.Parse(RepositoryFiles.Read("global.json"));
        JsonElement sdk = document.RootElement.GetProperty("sdk");
        Assert.Matches(@"^\d+\.\d+\.\d{3}$", sdk.GetProperty("version").GetString()!);
        Assert.Contains(sdk.GetProperty("rollForward").GetString(), (string[])["disable", "patch", "feature", "latestPatch", "latestFeature"]);
        Assert.False(sdk.GetProperty("allowPrerelease").GetBoolean());
    }

    private static IEnumerable<ProjectFile> CentralFiles() => ProjectFile.All().Where(file => Path.GetFileName(file.Path) == Central);

    [GeneratedRegex(@"^\d+(\.\d+){1,3}(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex ExactVersion();
}
