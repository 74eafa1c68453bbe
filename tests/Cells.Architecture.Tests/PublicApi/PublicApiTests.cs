using Cells.Architecture.Tests.Repository;

namespace Cells.Architecture.Tests.PublicApi;

/// <summary>The public API of each package is a checked-in text, so that a change to it is seen and reviewed.</summary>
public class PublicApiTests
{
    private const string Accept = "CELLS_ACCEPT_API";
    private const string Command = $"{Accept}=1 dotnet test tests/Cells.Architecture.Tests";

    [Fact]
    public void The_public_API_of_each_package_is_the_one_that_was_accepted()
    {
        List<string> differences = [];
        foreach (BuiltAssembly assembly in BuiltAssemblies.OfPackages())
        {
            string path = RepositoryFiles.FullPath($"src/{assembly.Name}/PublicApi.txt");
            string built = ApiText.Of(assembly.Path);
            if (Environment.GetEnvironmentVariable(Accept) == "1")
                File.WriteAllText(path, built);
            string difference = ApiDifference.Between(File.Exists(path) ? File.ReadAllText(path) : "", built);
            if (difference.Length > 0)
                differences.Add($"{assembly.Name}:\n{difference}");
        }

        Assert.True(differences.Count == 0, $"The public API has changed. If that is meant: {Command}\n\n{string.Join('\n', differences)}");
    }

    [Fact]
    public void Only_packages_have_an_accepted_API()
    {
        Assert.Equal(
            BuiltAssemblies.OfPackages().Select(assembly => $"src/{assembly.Name}/PublicApi.txt").Order(StringComparer.Ordinal),
            RepositoryFiles.Below("src", "/PublicApi.txt"));
    }

    [Fact]
    public void The_same_assembly_always_has_the_same_text()
    {
        string path = BuiltAssemblies.OfPackages()[0].Path;
        Assert.Equal(ApiText.Of(path), ApiText.Of(path));
    }
}
