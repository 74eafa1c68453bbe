using System.Diagnostics;
using System.Text.Json;
using Cells.Platform.Processes;

namespace Cells.Cli.Tests.Harness;

/// <summary>A workspace of its own for one test, in which commands are typed. At its end no process of it may be left.</summary>
public sealed class Playground : IAsyncDisposable
{
    /// <summary>How long anything may take that takes moments; generous, because machines are busy.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Repository _repository;
    private readonly bool _isInRepository;

    /// <summary>A workspace.</summary>
    /// <param name="repository">What was built.</param>
    /// <param name="below">Where; null: among the temporary files.</param>
    public Playground(Repository repository, string? below = null)
    {
        _repository = repository;

        // Below the repository the outermost workspace is the repository's, and its run directory that of whoever works there.
        _isInRepository = below is not null;
        Folder = below is null
            ? Directory.CreateTempSubdirectory("cells-cli-").FullName
            : Directory.CreateDirectory(Path.Combine(below, Guid.NewGuid().ToString("n")[..8])).FullName;
        File.WriteAllText(Path.Combine(Folder, "Genome.toml"), "[workspace]\nmembers = [\"*\"]\n");
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>What commands find in their environment besides that of the tests. Builds share servers, which <see cref="Repository"/> ends.</summary>
    public Dictionary<string, string> Variables { get; } = new() { ["CELL_BUILD_SERVERS"] = "1", [BuildServers.Mark] = BuildServers.Ours };

    /// <summary>The run directory that follows from that.</summary>
    public string RunDirectory => Path.Combine(Folder, "run");

    /// <summary>Adds a cell that runs the built order gateway.</summary>
    public void AddGateway(string name, string more = "", string? program = null) =>
        AddCell(name, $"[run]\nprogram = \"{program ?? _repository.Gateway}\"\n{more}");

    /// <summary>Adds a cell that runs a shell script.</summary>
    public void AddScript(string name, string script, string more = "")
    {
        AddCell(name, $"[run]\nprogram = \"program\"\n{more}");
        string program = Path.Combine(Folder, name, "program");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Types a command and waits for its end.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => Start(Repository.Command, arguments).EndAsync();

    /// <summary>Types a command with something on its standard input and waits for its end.</summary>
    public Task<CommandResult> RunWithInputAsync(string input, params string[] arguments) => Start(Repository.Command, input, arguments).EndAsync();

    /// <summary>Types a command that must succeed; returns what it printed.</summary>
    public async Task<string> SucceedAsync(params string[] arguments)
    {
        CommandResult result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"'{string.Join(' ', arguments)}': {result}");
        return result.Output;
    }

    /// <summary>Types a command that must fail so; returns what it said.</summary>
    public async Task<string> FailAsync(int exitCode, params string[] arguments)
    {
        CommandResult result = await RunAsync(arguments);
        Assert.True(result.ExitCode == exitCode, $"'{string.Join(' ', arguments)}': {result}");
        Assert.Equal("", result.Output);
        return result.Error;
    }

    /// <summary>Types a command.</summary>
    public RunningCommand Start(string program, params string[] arguments) => Start(program, input: "", arguments);

    /// <summary>Types a command in a folder of the workspace.</summary>
    public RunningCommand StartIn(string folder, string program, params string[] arguments) => Start(program, input: "", arguments, folder);

    /// <summary>One cell as <c>ps</c> shows it; null where it does not.</summary>
    public async Task<JsonElement?> FindAsync(string name)
    {
        using var list = JsonDocument.Parse(await SucceedAsync("ps", "--json"));
        foreach (JsonElement cell in list.RootElement.EnumerateArray())
        {
            if (cell.GetProperty("name").GetString() == name)
                return cell.Clone();
        }

        return null;
    }

    /// <summary>The process of a cell that runs.</summary>
    public async Task<int> ProcessOfAsync(string name) => (await FindAsync(name))!.Value.GetProperty("process_id").GetInt32();

    /// <summary>Waits until <c>ps</c> shows a cell in some way.</summary>
    public async Task<JsonElement> WaitForAsync(string name, Func<JsonElement, bool> condition)
    {
        JsonElement? last = null;
        await EventuallyAsync(async () => (last = await FindAsync(name)) is { } cell && condition(cell), () => $"{name}: {last}");
        return last!.Value;
    }

    /// <summary>Waits for a condition.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> condition, Func<string> state)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Limit, $"It did not come about: {state()}");
            await Task.Delay(20);
        }
    }

    /// <summary>Kills a process as a crash would.</summary>
    public static void Kill(int process)
    {
        using ProcessDescriptor descriptor = ProcessDescriptor.Open(process);
        Assert.True(descriptor.Send(ProcessSignal.Kill));
        Assert.True(descriptor.WaitForExit((int)Limit.TotalMilliseconds));
    }

    /// <summary>Kills all processes of this workspace as the end of the machine would.</summary>
    public void KillAll()
    {
        List<ProcessDescriptor> all = [.. Processes().Select(ProcessDescriptor.Open)];
        all.ForEach(process => process.Send(ProcessSignal.Kill));
        foreach (ProcessDescriptor process in all)
        {
            Assert.True(process.WaitForExit((int)Limit.TotalMilliseconds));
            process.Dispose();
        }
    }

    /// <summary>The processes that belong to this workspace: those that it started, and those that these did.</summary>
    public List<int> Processes() => [.. AllProcesses().Where(IsOurs)];

    /// <summary>The processes of the machine.</summary>
    internal static IEnumerable<int> AllProcesses() =>
        Directory.EnumerateDirectories("/proc").Select(path => Path.GetFileName(path)).Where(name => char.IsAsciiDigit(name[0])).Select(int.Parse);

    /// <summary>Waits until no process is left.</summary>
    public Task NothingIsLeftAsync() => EventuallyAsync(() => Task.FromResult(Processes().Count == 0), () => $"processes {string.Join(", ", Processes())} are left");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        CommandResult down = await RunAsync("down", "--drain-timeout", "1");
        Assert.True(down.ExitCode == 0, down.ToString());
        try
        {
            await NothingIsLeftAsync();
        }
        finally
        {
            foreach (int left in Processes())
                Kill(left);
            Directory.Delete(Folder, recursive: true);
        }
    }

    private RunningCommand Start(string program, string input, string[] arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("CELL_RUN_DIR");
        if (_isInRepository)
            start.Environment["CELL_RUN_DIR"] = RunDirectory;
        foreach ((string name, string value) in Variables)
            start.Environment[name] = value;
        return new RunningCommand(start, input);
    }

    private void AddCell(string name, string genome)
    {
        Directory.CreateDirectory(Path.Combine(Folder, name));
        File.WriteAllText(Path.Combine(Folder, name, "Genome.toml"), genome);
    }

    private bool IsOurs(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Contains(Folder, StringComparison.Ordinal)
                || File.ReadAllText($"/proc/{process}/environ").Contains($"CELL_RUN_DIR={Folder}/", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
