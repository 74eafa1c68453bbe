using Cells.Nucleus.Genomes;

namespace Cells.Nucleus.Tests.Genomes;

public sealed class ProgramProjectTests : IDisposable
{
    private const string Silent = """<Project Sdk="Microsoft.NET.Sdk" />""";
    private const string Library = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Library</OutputType></PropertyGroup></Project>""";
    private const string Web = """<Project Sdk="Microsoft.NET.Sdk.Web" />""";

    private readonly GenomeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Silent)]
    [InlineData(Web)]
    public void A_folder_with_one_project_is_a_cell_without_a_genome(string project)
    {
        _folder.Project("order-gateway/Gateway.csproj", project);
        WorkspaceCell cell = Assert.Single(Workspace.Resolve(_folder["order-gateway"]).Requested);
        Assert.Equal(("order_gateway", _folder["order-gateway/Gateway.csproj"]), (cell.Name, cell.ProjectPath));
        Assert.Equal(_folder["order-gateway"], cell.Location.ToString());
        Assert.Null(cell.ProgramPath);
    }

    [Theory]
    [InlineData("A.Tests.csproj", Silent)]
    [InlineData("A.csproj", """<Project><PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup></Project>""")]
    [InlineData("A.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="xunit" /></ItemGroup></Project>""")]
    [InlineData("A.csproj", Library)]
    public void A_folder_with_tests_or_a_library_is_no_cell(string name, string project)
    {
        _folder.Project($"a/{name}", project);
        Assert.Equal("./a: there is no cell in './a': no Genome.toml and no project that is a program", _folder.ResolveError("a"));
    }

    [Fact]
    public void Beside_tests_and_libraries_the_program_is_the_project()
    {
        _folder.Project("a/A.csproj").Project("a/A.Tests.csproj").Project("a/Contract.csproj", Library).Project("a/Silent.csproj", Silent);
        Assert.Equal(_folder["a/A.csproj"], Assert.Single(Workspace.Resolve(_folder["a"]).Requested).ProjectPath);
    }

    [Fact]
    public void Several_programs_ask_for_a_genome_that_names_one()
    {
        _folder.Project("a/B.csproj").Project("a/A.csproj");
        Assert.Equal(
            "./a: the folder has several programs: A.csproj, B.csproj; name one in Genome.toml: [genome] project = \"...\"",
            _folder.ResolveError("a"));
        _folder.Genome("a", "");
        Assert.Equal("./a/Genome.toml: the folder has several programs: A.csproj, B.csproj; name one in [genome] project", _folder.ResolveError("a"));
        _folder.Genome("a", "[genome]\nproject = \"B.csproj\"");
        Assert.Equal(_folder["a/B.csproj"], Assert.Single(Workspace.Resolve(_folder["a"]).Requested).ProjectPath);
    }

    [Fact]
    public void A_project_that_is_not_there_is_refused_with_the_nearest()
    {
        _folder.Project("a/Coordinator.csproj").Genome("a", "[genome]\nproject = \"Cordinator.csproj\"");
        Assert.Equal("./a/Genome.toml:2:11: there is no project 'Cordinator.csproj'; did you mean 'Coordinator.csproj'?", _folder.ResolveError("a"));
    }

    [Fact]
    public void A_genome_without_anything_to_run_says_what_to_name()
    {
        _folder.Genome("a", "");
        Assert.StartsWith("./a/Genome.toml: no project in './a' is a program; name", _folder.ResolveError("a"));
    }

    [Fact]
    public void A_published_program_goes_before_a_project_which_need_not_be_there()
    {
        _folder.Genome("a", "[genome]\nproject = \"A.csproj\"\n[run]\nprogram = \"bin/a\"");
        WorkspaceCell cell = Assert.Single(Workspace.Resolve(_folder["a"]).Requested);
        Assert.Equal((null, _folder["a/bin/a"]), (cell.ProjectPath, cell.ProgramPath));
    }

    [Fact]
    public void A_project_that_is_not_XML_is_refused_where_the_fault_is()
    {
        _folder.Project("a/A.csproj", "<Project>\n<");
        Assert.StartsWith("./a/A.csproj:2:", _folder.ResolveError("a"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused_by_name() => Assert.Equal("./a: there is no such folder", _folder.ResolveError("a"));
}
