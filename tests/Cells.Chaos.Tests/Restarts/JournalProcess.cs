using System.Diagnostics;

namespace Cells.Chaos.Restarts;

/// <summary>A running <see cref="JournalProgram"/>.</summary>
internal sealed class JournalProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private JournalProcess(Process process) => _process = process;

    /// <summary>Its process id.</summary>
    internal int Id => _process.Id;

    /// <summary>Starts one and waits until it serves.</summary>
    /// <param name="socket">Where it serves.</param>
    /// <param name="journal">Where it notes what.</param>
    /// <param name="within">The command that starts it, and ends with it; none: it is started itself.</param>
    internal static async Task<JournalProcess> StartAsync(string socket, string journal, params string[] within)
    {
        string[] command = [.. within, "dotnet", typeof(JournalProcess).Assembly.Location, JournalProgram.Command, socket, journal];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,

            // What the runtime leaves of a killed process goes with the test's own files.
            Environment = { ["TMPDIR"] = Path.GetDirectoryName(socket) },
        };
        var process = new JournalProcess(Process.Start(start)!);
        string? line = await process._process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return line == "ready" ? process : throw new InvalidOperationException($"The server said '{line}' instead of 'ready'.");
    }

    /// <summary>Ends it.</summary>
    internal async Task EndAsync(Ending ending)
    {
        if (ending == Ending.Kill)
            _process.Kill();
        else
            await _process.StandardInput.WriteLineAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        if (ending == Ending.Drain && _process.ExitCode != 0)
            throw new InvalidOperationException($"The server ended with exit code {_process.ExitCode}.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
