using System.Diagnostics;
using Dodeca.Building;
using Dodeca.Hosting;

namespace Dodeca.Tests;

/// <summary>Cells that die.</summary>
public sealed class CellFailureTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestSite _site = new(cells: null);

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("markdown")]
    [InlineData("gingembre")]
    [InlineData("html")]
    [InlineData("minify")]
    public async Task A_build_whose_cell_is_killed_finishes_and_is_complete(string cell)
    {
        const int Pages = 150;
        for (int i = 0; i < Pages; i++)
            _site.Page($"s/p{i}.md", $"Page {i}", $"Text {i} [next](@/s/p{(i + 1) % Pages}.md)\n\n```rust\nfn g{i}() {{}}\n```");
        await using var cells = new SiteCells(new CellHostOptions());
        Task<BuildResult> build = Task.Run(() => _site.BuildAsync(new BuildOptions { SharedCells = cells }));
        await KillAsync(cells, cell, build);
        BuildResult result = await build.WaitAsync(Patience);
        Assert.Empty(result.Problems.Select(static problem => problem.Fault.ToString()));
        Assert.Empty(result.PassThroughs);
        Assert.Equal(Pages + 2, result.Pages);
        for (int i = 0; i < Pages; i++)
            Assert.Contains($"fn</span> <span class=\"hl-f\">g{i}</span>", _site.Read($"s/p{i}/index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_kills_a_cell_twice_is_passed_through_with_a_warning_and_the_rest_is_built()
    {
        // The YAML reader goes as deep as this, and the runtime ends a process whose stack is exhausted.
        _site.Write("data/deep.yaml", new string('[', 80_000));
        _site.Write("templates/deep.html", "{{ data.deep }}");
        _site.Page("deep.md", "Deep", "x", "template = \"deep.html\"\n");
        _site.Page("fine.md", "Fine", "Fine text.");
        await using var cells = new SiteCells(new CellHostOptions());
        BuildResult result = await _site.BuildAsync(new BuildOptions { SharedCells = cells });
        Assert.True(result.IsSuccess);
        Assert.Equal([new PassThrough("markdown", "data/deep.yaml", "it has ended twice while it worked on that")], result.PassThroughs);
        Assert.Contains("Fine text.", _site.Read("fine/index.html"), StringComparison.Ordinal);
    }

    private static async Task KillAsync(SiteCells cells, string cell, Task build)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!build.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            if ((await cells.Host.ListAsync(patience.Token)).FirstOrDefault(found => found.Name == cell && found.State == "ready") is { ProcessId: > 0 } status)
            {
                Process.GetProcessById(status.ProcessId).Kill();
                return;
            }

            await Task.Yield();
        }

        Assert.Fail($"the build had ended before there was a cell {cell}");
    }
}
