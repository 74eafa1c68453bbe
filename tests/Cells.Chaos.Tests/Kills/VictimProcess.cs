using System.Diagnostics;
using Cells.Platform.Faults;
using Cells.Platform.Processes;
using Cells.Tests;

namespace Cells.Chaos.Kills;

/// <summary>A running <see cref="VictimProgram"/>, which stops at a point.</summary>
internal sealed class VictimProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly string _journal;
    private readonly Task<string> _errors;

    private VictimProcess(Process process, string socket, string journal)
    {
        _process = process;
        Socket = socket;
        _journal = journal;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where it listens.</summary>
    internal string Socket { get; }

    /// <summary>The calls that its handlers began with.</summary>
    internal HashSet<long> Journal
    {
        get
        {
            byte[] bytes = File.ReadAllBytes(_journal);
            return [.. Enumerable.Range(0, bytes.Length / sizeof(long)).Select(at => BitConverter.ToInt64(bytes, at * sizeof(long)))];
        }
    }

    internal static VictimProcess Start(TemporaryDirectory folder, string otherSocket, FaultPoint point, int times)
    {
        string socket = Path.Combine(folder.Path, "victim");
        string journal = Path.Combine(folder.Path, "journal");
        var start = new ProcessStartInfo("dotnet", [typeof(VictimProcess).Assembly.Location, VictimProgram.Command, socket, otherSocket, journal])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // What the runtime leaves of a killed process goes with the test's own files.
            Environment = { ["TMPDIR"] = folder.Path, ["DOTNET_DbgEnableMiniDump"] = "0", [FaultPoints.Variable] = $"{point}:{times}" },
        };
        return new VictimProcess(Process.Start(start)!, socket, journal);
    }

    /// <summary>Waits until it listens, before which it reaches none of the points.</summary>
    internal async Task WaitUntilItListensAsync()
    {
        if (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) != "ready")
            throw new InvalidOperationException($"The victim did not start: {await _errors}");
    }

    /// <summary>Waits until it has stopped at its point, which proves that it got there.</summary>
    /// <param name="loading">What is to bring it there.</param>
    internal async Task WaitUntilItStopsAsync(Task loading)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (State() != 'T')
            {
                if (_process.HasExited)
                    throw new InvalidOperationException($"The victim ended by itself: {await _errors}");
                if (loading.IsFaulted)
                    await loading;
                await Task.Delay(2, patience.Token);
            }
        }
        catch (OperationCanceledException error)
        {
            throw new InvalidOperationException("The victim did not reach its point.", error);
        }
    }

    /// <summary>Lets it stand still where it happens to be.</summary>
    internal async Task StopAsync()
    {
        using (var descriptor = ProcessDescriptor.Open(_process.Id))
            descriptor.Send(ProcessSignal.Stop);
        await WaitUntilItStopsAsync(Task.CompletedTask);
    }

    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private char State()
    {
        string text = File.ReadAllText($"/proc/{_process.Id}/stat");
        return text[text.LastIndexOf(')') + 2];
    }
}
