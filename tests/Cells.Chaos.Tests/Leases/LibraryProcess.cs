using System.Diagnostics;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Tests;

namespace Cells.Chaos.Leases;

/// <summary>A running <see cref="LibraryProgram"/>, and a session to it.</summary>
internal sealed class LibraryProcess : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private LibraryProcess(Process process, CellSession session)
    {
        _process = process;
        Session = session;
        Client = session.CreateClient<LibraryClient>();
    }

    internal CellSession Session { get; }

    internal LibraryClient Client { get; }

    internal bool HasExited => _process.HasExited;

    internal static async Task<LibraryProcess> StartAsync(TemporaryDirectory folder, string name, bool isolated = false, SessionLimits? limits = null)
    {
        string socket = Path.Combine(folder.Path, name);
        var start = new ProcessStartInfo("dotnet", [typeof(LibraryProcess).Assembly.Location, LibraryProgram.Command, socket])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // What the runtime leaves of a killed process goes with the test's own files.
            Environment = { ["TMPDIR"] = folder.Path, ["DOTNET_DbgEnableMiniDump"] = "0" },
        };
        Process process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        if (line != "ready")
            throw new InvalidOperationException($"The library said '{line}' instead of 'ready'.");
        return new LibraryProcess(process, await CellSession.OpenAsync(UnixSocket.Connect(socket), new SessionOptions { Name = "host", Isolated = isolated, Limits = limits ?? SessionLimits.Default }));
    }

    /// <summary>Kills it, and waits until its session has ended.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await Session.Closed.WaitAsync(Patience);
    }

    internal async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Session.Closed.WaitAsync(Patience);
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
