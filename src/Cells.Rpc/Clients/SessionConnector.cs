using System.Diagnostics;
using Cells.Binding;
using Cells.Platform;
using Cells.Platform.Sockets;
using Cells.Rpc.Discovery;

namespace Cells.Rpc.Clients;

/// <summary>Opens sessions to one cell by name, trying again until a deadline.</summary>
internal sealed class SessionConnector : ISessionSource
{
    private readonly ConnectOptions _options;
    private readonly string _isolation;

    internal SessionConnector(string cell, ConnectOptions options)
    {
        _options = options;
        Cell = cell;
        SocketPath = options.SocketPath ?? RunDirectory.Locate(options.RunDirectory).CellSocket(cell);
        _isolation = Path.Combine(Path.GetDirectoryName(SocketPath) ?? "", RunDirectory.IsolationFile);
    }

    /// <inheritdoc/>
    public string Cell { get; }

    /// <inheritdoc/>
    public int MaxAttempts => _options.MaxAttempts;

    /// <inheritdoc/>
    public TimeSpan HandOverTimeout => _options.HandOverTimeout;

    internal string SocketPath { get; }

    /// <summary>A process that a cell is replaced by may be isolated, where the one before was not.</summary>
    private SessionOptions SessionOptions =>
        _options.Session.Isolated || !File.Exists(_isolation) ? _options.Session : _options.Session with { Isolated = true };

    /// <inheritdoc/>
    public ValueTask<CellSession> OpenAsync(CancellationToken cancellation) => OpenAsync(contract: null, cancellation);

    /// <param name="contract">What is to be called; null where that was looked at before.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CellException">The deadline passed, the cell refused, or it serves no method of the contract that fits.</exception>
    internal async ValueTask<CellSession> OpenAsync(ContractDescriptor? contract, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        var backoff = new Backoff(_options.FirstDelay, _options.LongestDelay);
        while (true)
        {
            Exception reason;
            try
            {
                CellSession session = await CellSession.OpenAsync(UnixSocket.Connect(SocketPath), SessionOptions, cancellation);
                if (contract is not null)
                    await CheckAsync(session, contract, _options.Timeout - Stopwatch.GetElapsedTime(started), cancellation);
                return session;
            }
            catch (PlatformException error) when (error.IsNotFound || error.IsRefused)
            {
                reason = error;
            }
            catch (PlatformException error)
            {
                throw new CellException(CellErrorCode.ConnectFailed, $"The cell '{Cell}' cannot be reached: {error.Message}", error) { Cell = Cell };
            }
            catch (CellException error) when (error.Code is CellErrorCode.Refused or CellErrorCode.ResourceExhausted)
            {
                throw new CellException(error.Code, error.Message, error) { Cell = Cell };
            }
            catch (CellException error) when (error is { Code: CellErrorCode.ConnectFailed, InnerException: null })
            {
                // Accepted and closed again without a word: an instance that was just ending.
                reason = error;
            }
            catch (PeerLostException error)
            {
                // It ended while its schema was fetched.
                reason = error;
            }
            catch (TimeoutException error)
            {
                throw TimedOut(error);
            }

            if (Stopwatch.GetElapsedTime(started) + backoff.Longest >= _options.Timeout)
                throw TimedOut(reason);
            await Task.Delay(backoff.Next(), cancellation);
        }
    }

    private static async Task CheckAsync(CellSession session, ContractDescriptor contract, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            await session.ThrowUnlessServedAsync(contract).AsTask().WaitAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, cancellation);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private CellException TimedOut(Exception reason) =>
        new(
            CellErrorCode.ConnectFailed,
            $"The cell '{Cell}' did not answer at {SocketPath} within {_options.Timeout.TotalSeconds:0.#} s: {reason.Message}. Is it running? 'cell ps' shows it, 'cell run {Cell}' starts it.",
            reason)
        { Cell = Cell };
}
