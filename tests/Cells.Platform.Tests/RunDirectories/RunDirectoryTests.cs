using Cells.Platform.RunDirectories;

namespace Cells.Platform.Tests.RunDirectories;

public sealed class RunDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_named_one_comes_before_the_variable_and_that_before_the_workspace()
    {
        Workspace("");
        Assert.Equal(_directory["run"], Find());
        _variables["CELL_RUN_DIR"] = "/from/variable";
        Assert.Equal("/from/variable", Find());
        Assert.Equal(_directory["named"], Find(named: "named"));
    }

    [Fact]
    public void A_workspace_inside_a_workspace_is_part_of_it()
    {
        Workspace("");
        Workspace("inner");
        Assert.Equal(_directory["run"], Find(from: "inner"));
    }

    [Theory]
    [InlineData("[workspace]\nmembers = []")]
    [InlineData("[genome]\nname = \"a\"\n  [ workspace ]")]
    [InlineData("[cells.one]\npath = \"a\"")]
    public void A_genome_with_members_or_cells_forms_a_workspace(string genome)
    {
        File.WriteAllText(_directory["Genome.toml"], genome);
        Assert.Equal(_directory["run"], Find());
    }

    [Theory]
    [InlineData("[genome]\nname = \"workspace\"")]
    [InlineData("# [workspace]")]
    [InlineData("[workspaces]")]
    public void A_cells_own_genome_does_not(string genome)
    {
        File.WriteAllText(_directory["Genome.toml"], genome);
        _variables["XDG_RUNTIME_DIR"] = "/run/user/7";
        Assert.Equal("/run/user/7/cells", Find());
    }

    [Fact]
    public void Without_all_of_them_it_is_a_folder_of_this_user_among_the_temporary_files() =>
        Assert.StartsWith(Path.Combine(Path.GetTempPath(), "cells-"), Find(), StringComparison.Ordinal);

    private string Find(string? named = null, string from = "") =>
        RunDirectory.Find(named, Path.TrimEndingDirectorySeparator(_directory[from]), _variables.GetValueOrDefault).DirectoryPath;

    private void Workspace(string folder)
    {
        Directory.CreateDirectory(_directory[folder]);
        File.WriteAllText(Path.Combine(_directory[folder], "Genome.toml"), "[workspace]\nmembers = [\"*\"]\n");
    }
}
