using Cells.Nucleus.Genomes;

namespace Cells.Nucleus.Tests.Genomes;

public sealed class GenomeReaderTests : IDisposable
{
    private readonly GenomeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_cell_genome_with_every_key_is_read()
    {
        Genome genome = _folder.Read("""
            [genome]
            name = "order-gateway"
            project = "Gateway.csproj"
            replicas = 2
            isolated = true

            [junctions]
            worker = "../worker"
            price-feed = "feed_1"

            [axons]
            archive = "tls://archive.example:7443"

            [life]
            restart = "always"
            start = "on-demand"
            idle_stop = "5m"
            ready_timeout = "300ms"

            [limits]
            memory = "512MiB"

            [access]
            users = ["www-data", "1000"]
            groups = ["staff"]
            """);

        Assert.Equal("order_gateway", genome.Name);
        Assert.Equal(new(_folder["cell/Genome.toml"], 2, 8), genome.Location);
        Assert.Equal(("Gateway.csproj", 2, true), (genome.Project?.Value, genome.Replicas, genome.Isolated));
        Assert.Equal("worker=../worker price_feed=feed_1", string.Join(' ', genome.Junctions.Select(j => $"{j.Name}={j.Target.Value}")));
        Assert.Equal(new(_folder["cell/Genome.toml"], 8, 10), genome.Junctions[0].Target.Location);
        Axon axon = Assert.Single(genome.Axons);
        Assert.Equal(("archive", "archive.example", 7443), (axon.Name, axon.Address.Host, axon.Address.Port));
        Assert.Equal((RestartPolicy.Always, StartPolicy.OnDemand), (genome.Life.Restart, genome.Life.Start));
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromMilliseconds(300)), (genome.Life.IdleStop, genome.Life.ReadyTimeout));
        Assert.Equal(512L << 20, genome.Limits.MemoryBytes);
        Assert.Equal("www-data 1000 staff", string.Join(' ', [.. genome.Access.Users, .. genome.Access.Groups]));
        Assert.True(genome.Access.NamesAnyone);
        Assert.False(genome.IsWorkspace);
    }

    [Fact]
    public void An_empty_genome_has_the_defaults()
    {
        _folder.Genome("order-gateway", "");
        Genome genome = GenomeReader.Read(_folder["order-gateway/Genome.toml"]);
        Assert.Equal(("order_gateway", _folder["order-gateway"]), (genome.Name, genome.Folder));
        Assert.Equal((1, false), (genome.Replicas, genome.Isolated));
        Assert.Equal(new(), genome.Life);
        Assert.Equal((RestartPolicy.OnFailure, StartPolicy.Eager), (genome.Life.Restart, genome.Life.Start));
        Assert.Equal(TimeSpan.FromSeconds(10), genome.Life.ReadyTimeout);
        Assert.Null(genome.Life.IdleStop);
        Assert.Null(genome.Limits.MemoryBytes);
        Assert.False(genome.Access.NamesAnyone);
        Assert.True(genome.DescribesCell);
    }

    [Fact]
    public void A_workspace_genome_without_sections_of_a_cell_describes_no_cell()
    {
        Genome genome = _folder.Read("[workspace]\nmembers = [\"a\", \"b/*\"]\n[cells.worker-1]\npath = \"worker\"\n");
        Assert.Equal((true, false), (genome.IsWorkspace, genome.DescribesCell));
        Assert.Equal("a b/*", string.Join(' ', genome.Members.Select(member => member.Value)));
        CellEntry cell = Assert.Single(genome.Cells);
        Assert.Equal(("worker_1", "worker"), (cell.Name, cell.Path.Value));
        Assert.Equal(3, cell.Location.Line);
    }

    [Fact]
    public void A_workspace_genome_may_describe_a_cell_as_well() =>
        Assert.True(_folder.Read("[workspace]\nmembers = []\n[life]\nrestart = \"never\"\n").DescribesCell);

    [Fact]
    public void A_published_program_stands_for_a_project() =>
        Assert.Equal("bin/x", _folder.Read("[run]\nprogram = \"bin/x\"").Program?.Value);

    [Theory]
    [InlineData("[life]\nrestrat = \"always\"", "2:1: unknown key 'restrat' in [life]; did you mean 'restart'?")]
    [InlineData("[life]\nx = 1", "2:1: unknown key 'x' in [life]; known are restart, start, idle_stop, ready_timeout")]
    [InlineData("[limits]\nmemroy = \"1MiB\"", "2:1: unknown key 'memroy' in [limits]; did you mean 'memory'?")]
    [InlineData("[cells.a]\npaht = \"x\"", "2:1: unknown key 'paht' in [cells.a]; did you mean 'path'?")]
    [InlineData("[lief]\n", "1:2: unknown section 'lief'; did you mean 'life'?")]
    [InlineData("[[something]]\n", "1:3: unknown section 'something'")]
    [InlineData("name = \"x\"", "1:1: the key 'name' stands in no section; expected a header such as [genome] above it")]
    [InlineData("life = 1", "1:8: expected the section [life], found an integer with that name")]
    [InlineData("[[life]]", "1:1: expected the section [life], found an array with that name")]
    [InlineData("[cells]\na = \"x\"", "2:5: expected the section [cells.a], found a string with that name")]
    [InlineData("[cells.a]", "1:8: [cells.a] has no path; expected path = \"FOLDER\"")]
    public void An_unknown_key_or_section_is_named_with_its_place_and_the_nearest_known_one(string genome, string error) =>
        Assert.Equal(error, _folder.ErrorOf(genome));

    [Theory]
    [InlineData("[genome]\nreplicas = \"2\"", "2:12: 'replicas' in [genome]: expected an integer, found a string")]
    [InlineData("[genome]\nreplicas = 0", "2:12: 'replicas' in [genome] is 0: expected 1 to 256")]
    [InlineData("[genome]\nisolated = \"yes\"", "2:12: 'isolated' in [genome]: expected a boolean, found a string")]
    [InlineData("[genome]\nname = 1", "2:8: 'name' in [genome]: expected a string, found an integer")]
    [InlineData("[genome]\nname = \"\"", "2:8: 'name' in [genome]: expected a string that is not empty and has no control characters")]
    [InlineData("[genome]\nproject = \"a\\u0000\"", "2:11: 'project' in [genome]: expected a string that is not empty and has no control characters")]
    [InlineData("[life]\nidle_stop = 5", "2:13: 'idle_stop' in [life]: expected a duration such as \"10s\", found an integer")]
    [InlineData("[limits]\nmemory = 5", "2:10: 'memory' in [limits]: expected a size such as \"512MiB\", found an integer")]
    [InlineData("[access]\nusers = \"me\"", "2:9: 'users' in [access]: expected an array of strings, found a string")]
    [InlineData("[access]\nusers = [1]", "2:10: 'users' in [access]: expected an array of strings, found an integer")]
    [InlineData("[junctions]\na = 1", "2:5: 'a' in [junctions]: expected a path or a cell's name, found an integer")]
    public void A_wrong_type_names_key_expected_and_found(string genome, string error) => Assert.Equal(error, _folder.ErrorOf(genome));

    [Theory]
    [InlineData("restart = \"on-falure\"", "expected 'on-failure', 'always' or 'never', found 'on-falure'; did you mean 'on-failure'?")]
    [InlineData("restart = \"sometimes\"", "expected 'on-failure', 'always' or 'never', found 'sometimes'")]
    [InlineData("start = \"on_demand\"", "expected 'eager' or 'on-demand', found 'on_demand'; did you mean 'on-demand'?")]
    public void A_wrong_word_names_the_allowed_ones_and_the_nearest(string line, string error) =>
        Assert.EndsWith(error, _folder.ErrorOf($"[life]\n{line}"));

    [Fact]
    public void A_text_longer_than_any_path_is_refused() =>
        Assert.Equal(
            "2:11: 'project' in [genome] has more than 4096 characters (TextLengthMax)",
            _folder.ErrorOf($"[genome]\nproject = \"{new string('x', 4097)}\""));

    [Theory]
    [InlineData("[genome]\nname = \"Order\"", "2:8: 'Order' is not a cell's name: expected a-z, then a-z 0-9 _ -, at most 63 characters")]
    [InlineData("[genome]\nname = \"1st\"", "2:8: '1st' is not a cell's name")]
    [InlineData("[genome]\nname = \"a/b\"", "2:8: 'a/b' is not a cell's name")]
    [InlineData("[cells.A]\npath = \"x\"", "1:8: 'A' is not a cell's name")]
    [InlineData("[junctions]\n\"\" = \"x\"", "2:1: '' is not a cell's name")]
    [InlineData("[axons]\nA = \"tls://x:1\"", "2:1: 'A' is not a cell's name")]
    public void A_name_that_no_cell_can_have_is_refused(string genome, string error) => Assert.StartsWith(error, _folder.ErrorOf(genome));

    [Fact]
    public void A_name_may_have_63_characters_and_not_64()
    {
        string longest = new('a', 63);
        Assert.Equal(longest, _folder.Read($"[genome]\nname = \"{longest}\"").Name);
        Assert.Contains("at most 63", _folder.ErrorOf($"[genome]\nname = \"{longest}a\""));
    }

    [Fact]
    public void A_folder_whose_name_no_cell_can_have_asks_for_a_name()
    {
        _folder.Genome("My.App", "");
        var error = Assert.Throws<GenomeException>(() => GenomeReader.Read(_folder["My.App/Genome.toml"]));
        Assert.Contains("the folder's name 'My.App' is not a cell's name", error.Message);
        Assert.Contains("[genome] name = ", error.Message);
    }

    [Theory]
    [InlineData("[junctions]\na-b = \"x\"\na_b = \"y\"", "3:1: 'a_b' is already defined at line 2 column 1")]
    [InlineData("[junctions]\na = \"x\"\n[axons]\na = \"tls://y:1\"", "4:1: 'a' is already defined at line 2 column 1")]
    [InlineData("[cells.a-b]\npath = \"x\"\n[cells.a_b]\npath = \"x\"", "3:8: 'a_b' is already defined at line 1 column 8")]
    [InlineData("[life]\nstart = \"eager\"\nstart = \"eager\"", "3:1: key 'start' is already defined as a string at line 2 column 1")]
    public void A_name_given_twice_is_refused_at_the_second_place(string genome, string error) => Assert.Equal(error, _folder.ErrorOf(genome));

    [Theory]
    [InlineData("archive.example:7443")]
    [InlineData("http://archive.example:7443")]
    [InlineData("tls://archive.example")]
    [InlineData("tls://:7443")]
    [InlineData("tls://archive.example:7443/path")]
    [InlineData("tls://me@archive.example:7443")]
    public void An_axon_that_is_no_address_is_refused(string address) =>
        Assert.Equal(
            $"2:5: 'a' in [axons]: expected an address such as tls://host:port (or tcp://), found '{address}'",
            _folder.ErrorOf($"[axons]\na = \"{address}\""));

    [Fact]
    public void Sections_of_a_cell_and_of_a_workspace_may_stand_in_one_genome()
    {
        Genome genome = _folder.Read("""
            [genome]
            name = "coordinator"
            project = "Coordinator.csproj"

            [run]
            program = "bin/coordinator"

            [workspace]
            members = ["aggregator", "nested/*"]

            [cells.worker_1]
            path = "worker"
            """);
        Assert.Equal((true, true), (genome.IsWorkspace, genome.DescribesCell));
        Assert.Equal(("Coordinator.csproj", "bin/coordinator"), (genome.Project?.Value, genome.Program?.Value));
    }

    [Fact]
    public void A_file_that_is_not_TOML_is_refused_where_the_fault_is() =>
        Assert.Equal("1:9: expected the end of the line after the header, found 'x'", _folder.ErrorOf("[genome]x"));

    [Fact]
    public void A_genome_that_is_not_there_is_refused_by_name() =>
        Assert.StartsWith(
            "no/Genome.toml: the genome cannot be read: ",
            Assert.Throws<GenomeException>(() => GenomeReader.Read("no/Genome.toml")).Message);
}
