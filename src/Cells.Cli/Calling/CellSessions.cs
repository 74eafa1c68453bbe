using System.Diagnostics;
using Cells.Cli.Running;
using Cells.Nucleus.RunDirectories;
using Cells.Platform;
using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Cli.Calling;

/// <summary>Opens a session with a running cell by its name.</summary>
internal static class CellSessions
{
    /// <summary>How long a cell that is just starting, or starting again, is waited for.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(20);

    /// <exception cref="CommandException">No such cell runs.</exception>
    internal static async Task<CellSession> OpenAsync(string typed, SupervisorFiles files, CancellationToken cancellation)
    {
        CellFiles cell = files.Cell(typed);
        long begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await CellSession.OpenAsync(UnixSocket.Connect(cell.Socket), new SessionOptions { Isolated = File.Exists(cell.Isolation) }, cancellation);
            }
            catch (PlatformException error) when (error.IsNotFound || error.IsRefused)
            {
                // Nobody listens: the supervisor keeps the socket of a cell that is meant to run.
                throw CellNames.NotRunning(typed, files);
            }
            catch (CellException error) when (error.Code == CellErrorCode.Refused)
            {
                throw new CommandException(ExitCodes.NotFound, error.Message);
            }
            catch (CellException error) when (error is { Code: CellErrorCode.ConnectFailed, InnerException: null } && Stopwatch.GetElapsedTime(begun) < Timeout)
            {
                // Accepted and closed again without a word: an instance that was just ending.
                await Task.Delay(Retry, cancellation);
            }
        }
    }
}
