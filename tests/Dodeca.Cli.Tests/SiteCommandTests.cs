using System.Diagnostics;
using System.Text.Json;

namespace Dodeca.Cli.Tests;

/// <summary><c>ddc init</c>, <c>build</c> and <c>clean</c>, as they are typed.</summary>
public sealed class SiteCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Ddc _ddc = new();

    public void Dispose() => _ddc.Dispose();

    [Fact]
    public async Task A_new_site_builds_and_builds_again_without_doing_anything()
    {
        Assert.Equal((0, "Made a site in site. 'ddc build site' builds it into site/public.\n", ""), await _ddc.RunAsync("init", "site"));
        (int code, string output, string error) = await _ddc.RunAsync("build", "site");
        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"^3 pages and 2 other files in .* \(3 rendered, 5 files written; .* in \d+ cells\): .*/site/public\n$", output);
        Assert.True(File.Exists(Path.Combine(_ddc.Folder, "site/public/notes/first/index.html")));

        using JsonDocument again = JsonDocument.Parse((await _ddc.RunAsync("build", "site", "--json")).Output);
        JsonElement root = again.RootElement;
        Assert.True(root.GetProperty("success").GetBoolean());
        Assert.Equal((0, 0, 0), (root.GetProperty("written").GetInt32(), root.GetProperty("cell_processes").GetInt32(), root.GetProperty("queries").GetProperty("rendered").GetProperty("executed").GetInt32()));
        Assert.Empty(root.GetProperty("executed").EnumerateArray());
        Assert.Equal(1, (await _ddc.RunAsync("init", "site")).Code);
    }

    [Fact]
    public async Task Explain_says_what_was_computed_and_because_of_what()
    {
        await _ddc.RunAsync("init", "site");
        await _ddc.RunAsync("build", "site");
        File.AppendAllText(Path.Combine(_ddc.Folder, "site/content/notes/first.md"), "\nMore.\n");
        (int code, string output, _) = await _ddc.RunAsync("build", "site", "--explain");
        Assert.Equal(0, code);
        Assert.Contains("body notes/first.md: file content/notes/first.md has changed\n", output, StringComparison.Ordinal);
        Assert.Contains("rendered /notes/first/: body notes/first.md has changed\n", output, StringComparison.Ordinal);
        Assert.Contains("1 rendered, 1 files written", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_with_its_line_and_the_exit_code_tells()
    {
        await _ddc.RunAsync("init", "site");
        _ddc.Write("site/content/bad.md", "+++\ntitle = \"Bad\"\n+++\n[x](@/nope.md)\n");
        (int code, string output, string error) = await _ddc.RunAsync("build", "site");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(" --> content/bad.md:4:5\n", error, StringComparison.Ordinal);
        Assert.EndsWith("ddc: 1 error; nothing was written to " + Path.Combine(_ddc.Folder, "site/public") + "\n", error, StringComparison.Ordinal);
        (code, _, error) = await _ddc.RunAsync("build", "nowhere");
        Assert.Equal(1, code);
        Assert.Contains("there is no folder", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("build")]
    [InlineData("init")]
    public async Task An_option_that_there_is_not_is_no_folder(string command)
    {
        (int code, string output, string error) = await _ddc.RunAsync(command, "--nope");
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("ddc: there is no option --nope", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_ddc.Folder, "--nope")));
    }

    [Fact]
    public async Task Clean_removes_what_builds_have_made_and_nothing_else()
    {
        await _ddc.RunAsync("init", "site");
        await _ddc.RunAsync("build", "site", "--in-process");
        _ddc.Write("site/public/mine.txt", "mine");
        Assert.Equal(0, (await _ddc.RunAsync("clean", "site")).Code);
        Assert.Equal(["mine.txt"], Directory.EnumerateFileSystemEntries(Path.Combine(_ddc.Folder, "site/public")).Select(Path.GetFileName));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_ddc.Folder, "cache/dodeca")));
        Assert.Equal((0, "There was nothing to remove.\n", ""), await _ddc.RunAsync("clean", "site"));
    }

    [Fact]
    public async Task Of_two_builds_of_one_site_at_once_the_second_waits_and_both_succeed()
    {
        await _ddc.RunAsync("init", "site");
        _ddc.Write("site/dodeca.toml", "title = \"x\"\n[build_steps.wait]\ncommand = [\"sh\", \"-c\", \"touch begun; while [ ! -e go ]; do sleep 0.05; done\"]\n");
        _ddc.Write("site/templates/page.html", "{{ build.wait() }}");
        using Process first = _ddc.Start("build", "site");
        await UntilAsync(() => File.Exists(Path.Combine(_ddc.Folder, "site/begun")));
        using Process second = _ddc.Start("build", "site");
        string? said = await second.StandardError.ReadLineAsync().WaitAsync(Patience);
        Assert.Equal("ddc: another build of this site is running; waiting for it", said);
        _ddc.Write("site/go", "");
        Assert.Equal(0, (await Ddc.EndAsync(first)).Code);
        Assert.Equal(0, (await Ddc.EndAsync(second)).Code);
    }

    [Fact]
    public async Task Cells_end_with_a_build_that_is_killed_and_the_next_build_removes_what_is_left()
    {
        await _ddc.RunAsync("init", "site");
        _ddc.Write("site/dodeca.toml", "title = \"x\"\n[build_steps.wait]\ncommand = [\"sh\", \"-c\", \"touch begun; while [ ! -e go ]; do sleep 0.05; done\"]\n");
        _ddc.Write("site/templates/page.html", "{{ build.wait() }}");
        using Process killed = _ddc.Start("build", "site");
        await UntilAsync(() => File.Exists(Path.Combine(_ddc.Folder, "site/begun")));
        string left = Assert.Single(Directory.GetDirectories(Path.Combine(_ddc.RunDirectory, ".hosts")));
        int[] cells = CellsUnder(left);
        Assert.NotEmpty(cells);
        killed.Kill();
        await UntilAsync(() => cells.All(static cell => !Directory.Exists($"/proc/{cell}") || File.ReadAllText($"/proc/{cell}/stat").Contains(") Z ", StringComparison.Ordinal)));
        _ddc.Write("site/go", "");
        Assert.Equal(0, (await _ddc.RunAsync("build", "site")).Code);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(_ddc.RunDirectory, ".hosts")));
    }

    [Fact]
    public async Task Serve_says_where_and_what_happens_and_ends_with_its_cells()
    {
        await _ddc.RunAsync("init", "site");
        using Process serving = _ddc.Start("serve", "site", "-p", "0");
        string first = (await serving.StandardOutput.ReadLineAsync())!;
        Assert.Matches(@"^My site: http://127\.0\.0\.1:\d+/  \(Ctrl-C ends it\)$", first);
        using var http = new HttpClient { BaseAddress = new Uri(first.Split(' ')[2]) };
        Assert.Contains("The first note", await http.GetStringAsync(new Uri("/notes/first/", UriKind.Relative)), StringComparison.Ordinal);
        _ddc.Write("site/content/notes/second.md", "# Second\n");
        Assert.EndsWith("changed: content/notes/second.md", await serving.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Contains("Second", await http.GetStringAsync(new Uri("/notes/second/", UriKind.Relative)), StringComparison.Ordinal);

        int[] cells = CellsUnder(Assert.Single(Directory.GetDirectories(Path.Combine(_ddc.RunDirectory, ".hosts"))));
        Assert.True(cells.Length >= 4);
        Assert.Equal(0, Interrupt(serving.Id));
        (int code, _, string error) = await Ddc.EndAsync(serving);
        Assert.Equal((0, ""), (code, error));
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(_ddc.RunDirectory, ".hosts")));
        Assert.DoesNotContain(cells, static cell => Directory.Exists($"/proc/{cell}"));
    }

    [Fact]
    public async Task Serve_refuses_what_it_cannot_serve()
    {
        (int code, _, string error) = await _ddc.RunAsync("serve", "nowhere");
        Assert.Equal(1, code);
        Assert.Contains("there is no folder", error, StringComparison.Ordinal);
        Assert.Equal(2, (await _ddc.RunAsync("serve", "-p", "99999")).Code);
    }

    /// <summary>Ctrl-C.</summary>
    private static int Interrupt(int process)
    {
        using var kill = Process.Start("kill", ["-INT", process.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        return kill.ExitCode;
    }

    /// <summary>The processes that were told that their run directory is this.</summary>
    private static int[] CellsUnder(string folder) =>
    [
        .. Directory.GetDirectories("/proc").Select(static path => Path.GetFileName(path)).Where(static name => int.TryParse(name, out _)).Select(int.Parse).Where(process =>
        {
            try
            {
                return File.ReadAllText($"/proc/{process}/environ").Split('\0').Contains($"CELL_RUN_DIR={folder}");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It has just ended, or is somebody else's.
                return false;
            }
        }),
    ];

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
            await Task.Delay(20, patience.Token);
    }
}
