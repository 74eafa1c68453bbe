using Cells.Cli.Tests.Harness;

namespace Cells.Cli.Tests;

/// <summary>A census of files: what commands, supervisors and cells leave behind, however they ended.</summary>
[Collection(CommandTests.Name)]
public sealed class TemporaryFilesTests(Repository repository)
{
    /// <summary>Short paths have temporary files in the run directory; long ones, beside which no socket has room, in the system's folder.</summary>
    public static TheoryData<string> RunDirectories => new("run", string.Join('/', Enumerable.Repeat(new string('x', 50), 2)) + "/run");

    [Theory]
    [MemberData(nameof(RunDirectories))]
    public async Task After_a_crash_of_a_cell_only_its_logs_and_locks_remain(string directory)
    {
        await using Playground playground = Prepare(directory);
        await playground.SucceedAsync("run", "gateway");
        Assert.Equal(1, CountFolders(playground));
        int process = await playground.ProcessOfAsync("gateway");
        Playground.Kill(process);
        await playground.WaitForAsync("gateway", cell => cell.GetProperty("state").GetString() == "ready" && cell.GetProperty("process_id").GetInt32() != process);
        Assert.Equal(1, CountFolders(playground));

        await playground.SucceedAsync("down");
        Assert.Equal(["gateway/cell.lock", "gateway/log/current.log", "gateway/log/current.times", "nucleus.lock", "nucleus.log"], Files(RunDirectoryOf(playground)));
        Assert.Empty(Files(TemporaryOf(playground)));
        Assert.Equal(0, CountFolders(playground));
    }

    [Theory]
    [MemberData(nameof(RunDirectories))]
    public async Task After_a_crash_of_all_the_next_supervisor_starts_them_again_and_removes_what_they_left(string directory)
    {
        await using Playground playground = Prepare(directory);
        await playground.SucceedAsync("run", "gateway", "companion");
        playground.KillAll();
        Assert.Equal(2, CountFolders(playground));

        await playground.SucceedAsync("run", "gateway");
        await playground.WaitForAsync("companion", cell => cell.GetProperty("state").GetString() == "ready");
        Assert.Equal(2, CountFolders(playground));
        await playground.SucceedAsync("down");
        Assert.Equal(
            ["companion/cell.lock", "companion/log/current.log", "companion/log/current.times", "gateway/cell.lock", "gateway/log/current.log", "gateway/log/current.times", "nucleus.lock", "nucleus.log"],
            Files(RunDirectoryOf(playground)));
        Assert.Empty(Files(TemporaryOf(playground)));
        Assert.Equal(0, CountFolders(playground));
    }

    private Playground Prepare(string directory)
    {
        var playground = new Playground(repository);
        playground.AddGateway("gateway");
        playground.AddGateway("companion");
        string temporary = Directory.CreateDirectory(Path.Combine(playground.Folder, "t")).FullName;
        playground.Variables["TMPDIR"] = temporary;
        playground.Variables["CELL_RUN_DIR"] = Path.Combine(playground.Folder, directory);
        return playground;
    }

    private static string RunDirectoryOf(Playground playground) => playground.Variables["CELL_RUN_DIR"];

    private static string TemporaryOf(Playground playground) => playground.Variables["TMPDIR"];

    /// <summary>The folders of instances: each has the runtime's diagnostic socket of a cell in it.</summary>
    private static int CountFolders(Playground playground) => Directory.EnumerateFiles(playground.Folder, "*.lock", SearchOption.AllDirectories)
        .Count(path => Directory.Exists(path[..^".lock".Length]));

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal);
}
