using System.Diagnostics;

namespace Dodeca.Cli.Tests;

/// <summary>The command, as it is typed in a folder of its own, with a cache and a run directory of its own.</summary>
internal sealed class Ddc : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    internal string Folder { get; } = Directory.CreateTempSubdirectory("ddc-").FullName;

    internal string RunDirectory => Path.Combine(Folder, "run");

    internal string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The command.</summary>
    internal static string[] Command => ["dotnet", Path.Combine(AppContext.BaseDirectory, "ddc.dll")];

    internal Process Start(params string[] arguments) => Run([.. Command, .. arguments]);

    /// <summary>Starts any command as if it were this one.</summary>
    internal Process Run(string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        WorkingDirectory = Folder,
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["XDG_CACHE_HOME"] = Path.Combine(Folder, "cache"), ["CELL_RUN_DIR"] = RunDirectory },
    })!;

    internal async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        process.StandardInput.Close();
        return await EndAsync(process);
    }

    internal static async Task<(int Code, string Output, string Error)> EndAsync(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
