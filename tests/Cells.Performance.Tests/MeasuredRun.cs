using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Cells.Performance.Tests;

/// <summary>Runs of <c>cell bench</c>, optimised as users have it, in processes of their own.</summary>
internal static class MeasuredRun
{
    private static readonly string Root = typeof(MeasuredRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    /// <summary>The first run also builds the command.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>
    /// Measures until a result is as it should be, for a second, then for two, for four and so on: what steals time or memory from one run leaves another alone, and what a window holds
    /// beside its calls weighs the less the longer it is.
    /// </summary>
    /// <param name="arguments">What follows <c>cell bench</c>, without <c>--seconds</c>.</param>
    /// <param name="isGood">Whether a result is as it should be.</param>
    /// <param name="attempts">How often to try.</param>
    /// <returns>The first good result, or else the last one.</returns>
    internal static async Task<JsonElement> UntilAsync(string arguments, Func<JsonElement, bool> isGood, int attempts)
    {
        int seconds = 1;
        JsonElement result = await OnceAsync($"{arguments} --seconds {seconds}");
        for (int i = 1; i < attempts && !isGood(result); i++)
        {
            seconds *= 2;
            result = await OnceAsync($"{arguments} --seconds {seconds}");
        }

        return result;
    }

    internal static async Task<JsonElement> OnceAsync(string arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, "cell"), ["bench", .. arguments.Split(' '), "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var over = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(over.Token);
        Assert.True(process.ExitCode == 0, $"cell bench {arguments}: exit code {process.ExitCode}\n{await error}");
        return JsonDocument.Parse(await output).RootElement;
    }
}
