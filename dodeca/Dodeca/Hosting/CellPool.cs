using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Cells;
using Cells.Binding;
using Dodeca.Host;
using Dodeca.Problems;

namespace Dodeca.Hosting;

/// <summary>The processes of a cell. Calls go to the one with the fewest of them; what a dying process had begun is tried once more, alone.</summary>
/// <typeparam name="TClient">The generated client of its contract.</typeparam>
public sealed class CellPool<TClient> : IAsyncDisposable
    where TClient : ICellClient<TClient>
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);

    private readonly CellHost _host;
    private readonly CellDeclaration _cell;
    private readonly CellWorker<TClient>[] _workers;

    /// <summary>Only one call at a time that was in a process when it died: then it is known which of them it was.</summary>
    private readonly SemaphoreSlim _suspects = new(1, 1);
    private readonly ConcurrentDictionary<CellInput, string> _killers = [];
    private string? _missing;

    internal CellPool(CellHost host, CellDeclaration cell)
    {
        _host = host;
        _cell = cell;
        _workers = [.. Enumerable.Range(0, cell.PoolSize).Select(place => new CellWorker<TClient>(host, cell, place))];
    }

    /// <summary>The cell's name.</summary>
    public string Name => _cell.Name;

    /// <summary>Names the build of its program; says so where there is none.</summary>
    public async Task<string> BuildAsync()
    {
        try
        {
            return (await _host.ProgramAsync(Name)).Build;
        }
        catch (Exception error) when (CellWorker<TClient>.IsOfProgram(error))
        {
            Missing(error.Message);
            return "missing";
        }
    }

    /// <summary>Calls the cell.</summary>
    /// <param name="input">What it works on.</param>
    /// <param name="call">The call; must be one that may be made twice.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SiteException">What it works on is wrong.</exception>
    public async ValueTask<CellOutcome<T>> CallAsync<T>(CellInput input, Func<TClient, CancellationToken, ValueTask<T>> call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (_missing is { } missing)
            return CellOutcome<T>.Failed(missing);
        if (_killers.TryGetValue(input, out string? earlier))
            return Passed<T>(input, earlier);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_host.Options.CallTimeout);
        try
        {
            (bool isDone, T? value) = await TryAsync(call, patience.Token);
            return isDone ? CellOutcome<T>.Done(value!) : await AloneAsync(input, call, patience.Token);
        }
        catch (CellFaultException<SourceFault> error)
        {
            throw new SiteException(error.Fault);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Passed<T>(input, $"it has not answered within {_host.Options.CallTimeout.TotalSeconds:0.#} s (CallTimeout)");
        }
        catch (CellException error)
        {
            return Passed<T>(input, error is RemoteException remote ? remote.RemoteMessage : error.Message);
        }
        catch (Exception error) when (CellWorker<TClient>.IsOfProgram(error))
        {
            Missing(error.Message);
            return CellOutcome<T>.Failed(error.Message);
        }
    }

    /// <summary>A stream that the cell produces; ends where it dies.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SiteException">There is no such cell.</exception>
    public async IAsyncEnumerable<T> StreamAsync<T>(Func<TClient, IAsyncEnumerable<T>> call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        TClient client = await ReadyAsync(cancellation);
        await foreach (T item in call(client).WithCancellation(cancellation))
            yield return item;
    }

    /// <summary>A call that lasts as long as the cell and the caller want. It is made once, and has no deadline.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="PeerLostException">The cell has died.</exception>
    /// <exception cref="SiteException">There is no such cell.</exception>
    public async Task<T> HoldAsync<T>(Func<TClient, CancellationToken, ValueTask<T>> call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        return await call(await ReadyAsync(cancellation), cancellation);
    }

    /// <inheritdoc cref="HoldAsync{T}"/>
    public async Task HoldAsync(Func<TClient, CancellationToken, ValueTask> call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        await call(await ReadyAsync(cancellation), cancellation);
    }

    /// <summary>Starts the cell, if it does not run yet: what needs it soon will wait less.</summary>
    /// <exception cref="SiteException">There is no such cell.</exception>
    public Task StartAsync(CancellationToken cancellation) => ReadyAsync(cancellation);

    /// <summary>Starts the cell, if it does not run yet, for what may need it soon.</summary>
    internal async Task WarmUpAsync(CancellationToken cancellation)
    {
        try
        {
            await ReadyAsync(cancellation);
        }
        catch (Exception error) when (error is SiteException or CellException || cancellation.IsCancellationRequested)
        {
            // What is missing, or does not start, is said to whoever calls it.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (CellWorker<TClient> worker in _workers)
            await worker.DisposeAsync();
        _suspects.Dispose();
    }

    private async Task<TClient> ReadyAsync(CancellationToken cancellation)
    {
        try
        {
            return await _workers[0].ClientAsync(cancellation);
        }
        catch (Exception error) when (CellWorker<TClient>.IsOfProgram(error))
        {
            throw new SiteException($"there is no cell {Name}: {error.Message}");
        }
    }

    private async Task<CellOutcome<T>> AloneAsync<T>(CellInput input, Func<TClient, CancellationToken, ValueTask<T>> call, CancellationToken cancellation)
    {
        await _suspects.WaitAsync(cancellation);
        try
        {
            (bool isDone, T? value) = await TryAsync(call, cancellation);
            if (isDone)
                return CellOutcome<T>.Done(value!);
        }
        finally
        {
            _suspects.Release();
        }

        const string reason = "it has ended twice while it worked on that";
        _killers.TryAdd(input, reason);
        return Passed<T>(input, reason);
    }

    /// <returns>What it came to; not done: the process died while it was at it.</returns>
    private async Task<(bool IsDone, T? Value)> TryAsync<T>(Func<TClient, CancellationToken, ValueTask<T>> call, CancellationToken cancellation)
    {
        TimeSpan pause = FirstPause;
        for (int resends = 0; ; resends++)
        {
            try
            {
                return (true, await _workers.MinBy(static worker => worker.Calls)!.CallAsync(call, cancellation));
            }
            catch (PeerLostException lost) when (lost.NotStarted && resends < _host.Options.MaxResends)
            {
                // Nothing has happened yet; the next process is on its way.
                await Task.Delay(pause, cancellation);
                pause *= 2;
            }
            catch (PeerLostException lost) when (!lost.NotStarted)
            {
                return (false, default);
            }
        }
    }

    private CellOutcome<T> Passed<T>(CellInput input, string reason)
    {
        _host.Report(new PassThrough(Name, input.Name, reason));
        return CellOutcome<T>.Failed(reason);
    }

    private void Missing(string reason)
    {
        if (Interlocked.CompareExchange(ref _missing, reason, null) is null)
            _host.Report(new PassThrough(Name, "", reason));
    }
}
