using Cells.Nucleus.Genomes;

namespace Cells.Nucleus.Tests.Genomes;

public sealed class WorkspaceTests : IDisposable
{
    private readonly GenomeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_workspace_with_two_cells_on_one_project_starts_dependencies_first()
    {
        Bench("");
        Workspace workspace = Workspace.Resolve(_folder.Root);
        Assert.Equal("aggregator worker_1 worker_2 coordinator", Names(workspace.Cells));
        Assert.Equal("aggregator worker_1 worker_2 coordinator", Names(workspace.Requested));
        Assert.Equal(_folder.Root, workspace.Root);

        WorkspaceCell worker = workspace.Find("worker-2")!;
        Assert.Equal(("worker_2", "worker_2"), (worker.Name, worker.Genome.Name));
        Assert.Equal(_folder["worker"], worker.Folder);
        Assert.Equal(_folder["worker/Program.csproj"], worker.ProjectPath);
        Assert.Equal("aggregator", Assert.Single(worker.Junctions).Cell);
        Assert.Equal("worker_1 worker_2 aggregator", string.Join(' ', workspace.Find("coordinator")!.Junctions.Select(j => j.Cell)));
        Assert.Equal("aggregator worker_2", Names(workspace.StartOrder([worker])));
    }

    [Fact]
    public void A_folder_of_two_cells_stands_for_both()
    {
        Bench("");
        Assert.Equal("worker_1 worker_2", _folder.NamesOf("worker"));
    }

    [Fact]
    public void A_cell_in_a_workspace_stands_for_itself_and_knows_the_others()
    {
        Bench("");
        Workspace workspace = Workspace.Resolve(_folder["coordinator"]);
        Assert.Equal("coordinator", Names(workspace.Requested));
        Assert.Equal("aggregator worker_1 worker_2 coordinator", Names(workspace.StartOrder(workspace.Requested)));
    }

    [Fact]
    public void A_junction_to_a_folder_of_several_cells_asks_for_a_name()
    {
        Bench("");
        _folder.Cell("coordinator", "[junctions]\nworker = \"../worker\"");
        Assert.Equal(
            "./coordinator/Genome.toml:2:10: '../worker' is the folder of several cells; name one of them instead: worker_1, worker_2",
            _folder.ResolveError());
    }

    [Fact]
    public void A_nested_workspace_is_part_of_the_outer_one()
    {
        _folder.Genome("", "[workspace]\nmembers = [\"examples/*\", \"gateway\"]").Cell("gateway");
        Bench("examples/bench");
        Assert.Equal("aggregator worker_1 worker_2 coordinator gateway", _folder.NamesOf());
        Assert.Equal("aggregator worker_1 worker_2 coordinator", _folder.NamesOf("examples/bench"));
        Assert.Equal(_folder.Root, Workspace.Resolve(_folder["examples/bench/worker"]).Root);
        Assert.Equal(_folder.Root, WorkspaceReader.Find(_folder["examples/bench/worker"])?.Folder);
        Assert.Equal(2, WorkspaceReader.FindAll(_folder["examples/bench/worker"]).Length);
    }

    [Fact]
    public void A_nested_workspace_that_the_outer_one_does_not_list_is_part_of_it_when_asked_for()
    {
        _folder.Genome("", "[workspace]\nmembers = [\"gateway\"]").Cell("gateway");
        Bench("bench");
        Assert.Equal("gateway", _folder.NamesOf());
        Assert.Equal("worker_1 worker_2", _folder.NamesOf("bench/worker"));
    }

    [Fact]
    public void The_outermost_workspace_is_found_from_a_folder_without_cells_and_none_where_there_is_none()
    {
        _folder.Genome("a", "[workspace]\nmembers = []").Cell("a/b").File("a/b/c/d.txt", "");
        Assert.Equal(_folder["a"], WorkspaceReader.Find(_folder["a/b/c"])?.Folder);
        Assert.Null(WorkspaceReader.Find(_folder.Root));
    }

    [Fact]
    public void A_cell_outside_of_any_workspace_is_one_with_what_it_calls()
    {
        _folder.Cell("caller", "[junctions]\nhelper = \"../worker-pool\"").Project("worker-pool/Pool.csproj");
        Workspace workspace = Workspace.Resolve(_folder["caller"] + "/");
        Assert.Equal("worker_pool caller", Names(workspace.Cells));
        Assert.Equal("caller", Names(workspace.Requested));
        Assert.Equal(("helper", "worker_pool"), (workspace.Find("caller")!.Junctions[0].Name, workspace.Find("caller")!.Junctions[0].Cell));
    }

    [Fact]
    public void A_wildcard_takes_cells_and_leaves_libraries_tests_and_hidden_folders()
    {
        _folder.Genome("", "[workspace]\nmembers = [\"cells/*\"]")
            .Cell("cells/with-genome")
            .Project("cells/program/Program.csproj")
            .Project("cells/program-proto/Proto.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""")
            .Project("cells/program.Tests/Program.Tests.csproj")
            .Project("cells/.hidden/Program.csproj")
            .File("cells/docs/readme.md", "");
        Assert.Equal("program with_genome", _folder.NamesOf());
    }

    [Fact]
    public void A_wildcard_may_stand_in_any_part_of_a_path_and_a_folder_counts_once()
    {
        _folder.Genome("", "[workspace]\nmembers = [\"team-*/cell-?\", \"./team-a/cell-1/\"]")
            .Cell("team-a/cell-1").Cell("team-b/cell-2").Cell("team-b/cell-33").Cell("other/cell-4");
        Assert.Equal("cell_1 cell_2", _folder.NamesOf());
    }

    [Theory]
    [InlineData("gatewya", "there is no folder 'gatewya'; did you mean 'gateway'?")]
    [InlineData("docs", "there is no cell in './docs': no Genome.toml and no project that is a program")]
    [InlineData("../x", "'../x' in [workspace] members: the members of a workspace lie below it")]
    [InlineData("/x", "'/x' in [workspace] members: a path within the workspace has no empty names")]
    [InlineData("a/**", "'a/**' in [workspace] members: '**' is not supported; write '*' for each level")]
    public void A_member_that_is_none_is_refused_where_it_stands(string member, string error)
    {
        _folder.Genome("", $"[workspace]\nmembers = [\"gateway\", \"{member}\"]").Cell("gateway").File("docs/x.md", "");
        Assert.Equal($"./Genome.toml:2:23: {error}", _folder.ResolveError());
    }

    [Fact]
    public void A_name_that_two_cells_have_is_refused_with_both_places()
    {
        _folder.Genome("", "[workspace]\nmembers = [\"a\", \"b\"]").Cell("a", "[genome]\nname = \"x\"").Cell("b", "[genome]\nname = \"x\"");
        Assert.StartsWith("./b/Genome.toml:2:8: the cell 'x' is already defined at ./a/Genome.toml:2:8;", _folder.ResolveError());
    }

    [Fact]
    public void A_name_that_a_folder_and_a_workspace_give_is_refused_with_both_places()
    {
        _folder.Genome("", "[workspace]\nmembers = [\"worker\"]\n[cells.worker]\npath = \"other\"").Cell("worker").Cell("other");
        Assert.StartsWith("./Genome.toml:3:8: the cell 'worker' is already defined at ./worker/Genome.toml;", _folder.ResolveError());
    }

    [Fact]
    public void A_cycle_is_refused_and_shown()
    {
        _folder.Genome("", "[workspace]\nmembers = [\"*\"]")
            .Cell("a", "[junctions]\nb = \"../b\"").Cell("b", "[junctions]\nx = \"c\"").Cell("c", "[junctions]\nb = \"b\"");
        Assert.StartsWith("./c/Genome.toml:2:5: the junctions form a cycle: b -> c -> b;", _folder.ResolveError());
    }

    [Fact]
    public void A_cell_that_calls_itself_is_a_cycle()
    {
        _folder.Cell("a", "[junctions]\nme = \".\"");
        Assert.StartsWith("./a/Genome.toml:2:6: the junctions form a cycle: a -> a;", _folder.ResolveError("a"));
    }

    [Theory]
    [InlineData("../wroker", "there is no folder '../wroker'; did you mean 'worker'?")]
    [InlineData("wroker", "there is no cell 'wroker' in the workspace, and no folder of that name; did you mean 'worker'?")]
    [InlineData("../docs", "there is no cell in './docs': no Genome.toml and no project that is a program")]
    [InlineData("..", "'..' is a workspace; name one of its cells instead")]
    public void A_junction_that_leads_to_no_cell_is_refused_where_it_stands(string target, string error)
    {
        _folder.Genome("", "[workspace]\nmembers = [\"caller\", \"worker\"]")
            .Cell("caller", $"[junctions]\nx = \"{target}\"").Cell("worker").File("docs/x.md", "");
        Assert.Equal($"./caller/Genome.toml:2:5: {error}", _folder.ResolveError());
    }

    [Fact]
    public void A_junction_may_name_a_folder_below_the_caller_but_a_cell_of_the_name_goes_first()
    {
        _folder.Genome("", "[workspace]\nmembers = [\"caller\", \"worker\"]")
            .Cell("caller", "[junctions]\nx = \"worker\"\ny = \"inner\"").Cell("worker")
            .Cell("caller/worker", "[genome]\nname = \"other\"").Cell("caller/inner");
        Assert.Equal("worker inner", string.Join(' ', Workspace.Resolve(_folder.Root).Find("caller")!.Junctions.Select(j => j.Cell)));
    }

    [Fact]
    public void An_entry_must_lead_to_a_cell()
    {
        _folder.Genome("", "[cells.a]\npath = \"wroker\"").Cell("worker");
        Assert.Equal("./Genome.toml:2:8: there is no folder 'wroker'; did you mean 'worker'?", _folder.ResolveError());
        _folder.Genome("", "[cells.a]\npath = \"inner\"").Genome("inner", "[workspace]\nmembers = []");
        Assert.Equal("./Genome.toml:2:8: 'inner' is a workspace; expected the folder of one cell", _folder.ResolveError());
    }

    [Fact]
    public void A_link_back_into_the_workspace_ends_in_an_error()
    {
        _folder.Genome("", "[workspace]\nmembers = [\"*\"]").Cell("a");
        Directory.CreateSymbolicLink(_folder["loop"], _folder.Root);
        Assert.Contains("the cell 'a' is already defined at", _folder.ResolveError());
    }

    [Fact]
    public void A_workspace_has_a_limit_that_its_error_names()
    {
        _folder.Genome("", string.Concat(Enumerable.Range(0, 1025).Select(i => $"[cells.c{i}]\npath = \"worker\"\n"))).Cell("worker");
        Assert.Contains("more than 1024 cells (CellsMax)", _folder.ResolveError());
    }

    [Fact]
    public void A_name_that_is_unknown_finds_the_nearest()
    {
        Bench("");
        Workspace workspace = Workspace.Resolve(_folder.Root);
        Assert.Null(workspace.Find("agregator"));
        Assert.Equal("aggregator", workspace.FindNearest("agregator"));
    }

    private void Bench(string root)
    {
        _folder.Genome(root, """
            [workspace]
            members = ["coordinator", "aggregator"]

            [cells.worker_1]
            path = "worker"

            [cells.worker_2]
            path = "worker"
            """);
        _folder.Cell(Path.Combine(root, "coordinator"), """
            [junctions]
            worker_1 = "worker_1"
            worker_2 = "worker_2"
            aggregator = "../aggregator"
            """);
        _folder.Cell(Path.Combine(root, "worker"), "[junctions]\naggregator = \"../aggregator\"");
        _folder.Cell(Path.Combine(root, "aggregator"));
    }

    private static string Names(IEnumerable<WorkspaceCell> cells) => string.Join(' ', cells.Select(cell => cell.Name));
}
