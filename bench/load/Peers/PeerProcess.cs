using System.Diagnostics;

namespace Cells.Bench.Load.Peers;

/// <summary>The process at the other side of an exchange. It ends with its standard input.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly DirectoryInfo _directory;

    private PeerProcess(Process process, DirectoryInfo directory)
    {
        _process = process;
        _directory = directory;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where it listens.</summary>
    internal string SocketPath => SocketIn(_directory);

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="command">The program.</param>
    /// <param name="role">What it is to do; the path of its socket and <paramref name="arguments"/> follow.</param>
    /// <param name="arguments">What it needs to know.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<PeerProcess> StartAsync(PeerCommand command, string role, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("cell-bench-");
        var start = new ProcessStartInfo(command.File, [.. command.Arguments, role, SocketIn(directory), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var peer = new PeerProcess(Process.Start(start)!, directory);
        try
        {
            string? line = await peer._process.StandardOutput.ReadLineAsync(cancellation).AsTask().WaitAsync(StartPatience, cancellation);
            if (line != PeerProgram.ReadyLine)
                throw new InvalidOperationException($"The peer process did not start: {(await peer._errors.WaitAsync(EndPatience, cancellation)).Trim()}");
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets it end, and ends it where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(EndPatience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private static string SocketIn(DirectoryInfo directory) => Path.Combine(directory.FullName, "peer.sock");
}
