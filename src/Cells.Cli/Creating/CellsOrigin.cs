using System.Collections;
using System.Reflection;
using Cells.Platform.Files;
using Cells.Platform.Processes;

namespace Cells.Cli.Creating;

/// <summary>Where a new cell gets Cells from: the source, where it lies inside its repository, else packages.</summary>
/// <param name="PropsPrefix">The way to the repository, ending with a slash; null for packages.</param>
/// <param name="Version">The packages' version.</param>
/// <param name="Feed">The folder that the packages are in; null where they are published.</param>
internal sealed record CellsOrigin(string? PropsPrefix, string? Version, string? Feed)
{
    /// <summary>The launcher in a clone says where the clone is.</summary>
    private const string RepositoryVariable = "CELLS_REPOSITORY";

    private const string RepositoryMark = "build/Cells.Repository.props";
    private static readonly TimeSpan PackLimit = TimeSpan.FromMinutes(15);

    /// <summary>The origin for a cell in a folder.</summary>
    internal static async Task<CellsOrigin> OfAsync(string folder, CancellationToken cancellation)
    {
        for (string? above = Path.GetDirectoryName(folder); above is not null; above = Path.GetDirectoryName(above))
        {
            if (File.Exists(Path.Combine(above, RepositoryMark)))
                return new CellsOrigin($"$(MSBuildThisFileDirectory){Path.GetRelativePath(folder, above)}/", Version: null, Feed: null);
        }

        if (Environment.GetEnvironmentVariable(RepositoryVariable) is { Length: > 0 } repository && File.Exists(Path.Combine(repository, RepositoryMark)))
            return new CellsOrigin(PropsPrefix: null, await PackAsync(repository, cancellation), Path.Combine(repository, "artifacts", "packages"));
        string version = typeof(CellsOrigin).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "*";
        return new CellsOrigin(PropsPrefix: null, version, Feed: null);
    }

    /// <summary>Packs the repository, if that content was not packed yet; its version is made of the content.</summary>
    private static async Task<string> PackAsync(string repository, CancellationToken cancellation)
    {
        await Console.Error.WriteLineAsync("packing Cells for use outside its repository");
        string output = Path.Combine(Path.GetTempPath(), $"cells-pack-{Guid.NewGuid():n}");
        try
        {
            using var file = new AppendOnlyFile(output);
            ChildProcess pack = ChildProcess.Spawn(new ChildStart
            {
                Program = Path.Combine(repository, "build", "pack"),
                Environment = Variables(),
                WorkingDirectory = repository,
                Output = file.Handle,
            });
            using CancellationTokenRegistration registration = cancellation.Register(() => pack.SendToGroup(ProcessSignal.Kill));
            ProcessExit exit = await pack.Exited.WaitAsync(PackLimit, CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            string[] lines = await File.ReadAllLinesAsync(output, cancellation);
            return exit.IsSuccess && lines.Length > 0
                ? lines[^1]
                : throw new CommandException(ExitCodes.BuildFailed, $"Cells cannot be packed:\n{string.Join('\n', lines)}");
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static Dictionary<string, string> Variables()
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        return variables;
    }
}
