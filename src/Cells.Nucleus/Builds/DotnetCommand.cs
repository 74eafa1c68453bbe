using System.Collections;
using Cells.Platform.Files;
using Cells.Platform.Processes;

namespace Cells.Nucleus.Builds;

/// <summary>
/// Runs <c>dotnet</c> so that nothing of it remains: a compiler of its own that serves all its projects, no other server and no reused nodes, and its process group ends with it. Or with the
/// SDK's servers, which remain.
/// </summary>
/// <param name="place">Where the project is built.</param>
/// <param name="usesServers">Whether the SDK's servers are used.</param>
internal sealed class DotnetCommand(BuildPlace place, bool usesServers = false)
{
    /// <summary>How long a build may take.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private const int LastLines = 30;

    /// <summary>Ends the compiler, whose socket comes first, after the command: also where whoever began the build has ended before it.</summary>
    private const string Script = """trap : INT TERM; "$@"; code=$?; rm -f "$0"; kill -TERM 0; exit $code""";
    private static int _compilers;
    private static readonly TimeSpan InterruptGrace = TimeSpan.FromSeconds(3);

    /// <summary>Runs a command on the project; what it says goes into the log.</summary>
    /// <param name="verb">The command.</param>
    /// <param name="intermediate">Where compilers keep what they reuse.</param>
    /// <param name="arguments">More arguments.</param>
    /// <param name="cancellation">Ends it with all its processes.</param>
    internal async Task<bool> TryRunAsync(string verb, string intermediate, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        string compiler = $"cells-{Environment.ProcessId}-{Interlocked.Increment(ref _compilers)}";
        string socket = Path.Combine(Path.GetTempPath(), compiler);
        string[] command =
        [
            DotnetInstallation.Program, verb, place.Project, "--nologo", "-c", "Release", "-p:UseArtifactsOutput=true", $"-p:ArtifactsPath={intermediate}", "-p:UseSharedCompilation=true",
            .. usesServers ? ["-nodeReuse:true"] : (string[])[$"-p:SharedCompilationId={compiler}", "-nodeReuse:false"], "-v:m", "-tl:off", "-clp:NoSummary;DisableConsoleColor", .. arguments,
        ];
        File.Delete(place.LogFile);
        using var log = new AppendOnlyFile(place.LogFile);
        ChildProcess process = ChildProcess.Spawn(new ChildStart
        {
            Program = usesServers ? command[0] : "/bin/sh",
            Arguments = usesServers ? command[1..] : ["-c", Script, socket, .. command],
            Environment = Variables(),
            WorkingDirectory = Path.GetDirectoryName(place.Project)!,
            Output = log.Handle,
            LeavesGroup = usesServers,
        });
        try
        {
            return (await process.Exited.WaitAsync(Limit, cancellation)).IsSuccess;
        }
        catch (Exception given) when (given is OperationCanceledException or TimeoutException)
        {
            await EndAsync(process);
            throw;
        }
        finally
        {
            // What is killed has no time to remove it.
            File.Delete(socket);
        }
    }

    /// <summary>The error that says why the last command failed.</summary>
    internal async Task<BuildFailedException> FailureAsync(CancellationToken cancellation) =>
        new(place.Project, Errors(await File.ReadAllLinesAsync(place.LogFile, cancellation)), place.LogFile);

    private static async Task EndAsync(ChildProcess process)
    {
        process.SendToGroup(ProcessSignal.Interrupt);
        Task grace = Task.Delay(InterruptGrace);
        if (await Task.WhenAny(process.Exited, grace) == grace)
            process.SendToGroup(ProcessSignal.Kill);
        await process.Exited;
    }

    /// <summary>This process's own, without what another build may have left in it.</summary>
    private Dictionary<string, string> Variables()
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            string name = (string)entry.Key;
            if (!name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("CELL_", StringComparison.Ordinal))
                variables[name] = (string?)entry.Value ?? "";
        }

        if (!usesServers)
        {
            variables["MSBUILDDISABLENODEREUSE"] = "1";
            variables["DOTNET_EnableDiagnostics"] = "0";
        }

        variables["DOTNET_CLI_USE_MSBUILD_SERVER"] = usesServers ? "1" : "0";
        variables["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        variables["DOTNET_CLI_UI_LANGUAGE"] = "en";
        variables["DOTNET_NOLOGO"] = "1";
        return variables;
    }

    private static List<string> Errors(string[] lines)
    {
        List<string> errors = [.. lines.Where(line => line.Contains("error ", StringComparison.Ordinal)).Select(WithoutProject).Distinct(StringComparer.Ordinal)];
        return errors.Count > 0 ? errors : [.. lines.TakeLast(LastLines)];
    }

    /// <summary>MSBuild ends each line with the project in brackets, which is one of ours to build and no news.</summary>
    private static string WithoutProject(string line)
    {
        int bracket = line.EndsWith(']') ? line.LastIndexOf(" [", StringComparison.Ordinal) : -1;
        return (bracket < 0 ? line : line[..bracket]).Trim();
    }
}
