using System.Collections;
using System.Globalization;
using Cells;
using Cells.Binding;
using Cells.Hosting;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.Supervision;
using Cells.Rpc;

namespace Dodeca.Hosting;

/// <summary>One process of a cell, or its place in this process; started with the first call.</summary>
internal sealed class CellWorker<TClient>(CellHost host, CellDeclaration cell, int place) : IAsyncDisposable
    where TClient : ICellClient<TClient>
{
    private const int ReadyTimeoutMs = 20_000;

    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly SemaphoreSlim _turns = new(host.Options.CallsAtOnce, host.Options.CallsAtOnce);
    private CellConnection? _connection;
    private InProcessCell? _inside;
    private TClient? _client;
    private int _calls;

    /// <summary>How many calls it has, waiting ones included.</summary>
    internal int Calls => Volatile.Read(ref _calls);

    /// <summary>Whether an error says that the cell's program cannot be had.</summary>
    internal static bool IsOfProgram(Exception error) => error is FileNotFoundException or BuildFailedException or IOException;

    internal async Task<T> CallAsync<T>(Func<TClient, CancellationToken, ValueTask<T>> call, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        try
        {
            await _turns.WaitAsync(cancellation);
            try
            {
                return await call(await ClientAsync(cancellation), cancellation);
            }
            finally
            {
                _turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        if (_inside is not null)
            await _inside.DisposeAsync();
        _starting.Dispose();
        _turns.Dispose();
    }

    /// <summary>A client, for calls that are not counted.</summary>
    internal async Task<TClient> ClientAsync(CancellationToken cancellation)
    {
        if (_client is { } ready)
            return ready;
        await _starting.WaitAsync(cancellation);
        try
        {
            if (_client is null)
            {
                CellProgramFile program = await host.ProgramAsync(cell.Name).WaitAsync(cancellation);
                _connection = host.Options.InProcess ? await InsideAsync(program, cancellation) : await ProcessAsync(program, cancellation);
                _client = _connection.CreateClient<TClient>();
            }

            return _client;
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<CellConnection> InsideAsync(CellProgramFile program, CancellationToken cancellation)
    {
        _inside = await InProcessCell.StartAsync(program.Assembly, cell.Name, cancellation);
        return CellConnection.InProcess(_inside.Server, Options(""));
    }

    private async Task<CellConnection> ProcessAsync(CellProgramFile program, CancellationToken cancellation)
    {
        // A dash may stand in the name of a folder, and not in that of a cell.
        string plain = cell.Name.Replace('-', '_');
        string name = place == 0 ? plain : string.Create(CultureInfo.InvariantCulture, $"{plain}_{place + 1}");
        var spec = new CellSpec(
            name,
            program.Path,
            [],
            Environment.CurrentDirectory,
            [.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static entry => $"{entry.Key}={entry.Value}")],
            program.Build,
            program.Source,
            "always",
            ReadyTimeoutMs,
            [],
            AsDependency: false,
            Replicas: 1,
            cell.MemoryBytes,
            Processors: 0,
            Processes: 0,
            OnDemand: false,
            IdleStopMs: 0);
        HostedSupervisor supervisor = await host.SupervisorAsync().WaitAsync(cancellation);
        StartReply reply = await supervisor.Nucleus.StartAsync(spec, cancellation);
        if (reply.Outcome is not (StartOutcomes.Started or StartOutcomes.Unchanged))
            throw new IOException($"it does not start: {reply.Reason}{string.Concat(reply.LastLines.Select(static line => "\n  " + line))}");
        return CellConnection.To(name, Options(supervisor.Directory.CellSocket(name)));
    }

    /// <summary>Calls are repeated by the pool, which knows what they work on.</summary>
    private ConnectOptions Options(string socket) => new()
    {
        SocketPath = socket.Length == 0 ? null : socket,
        Session = host.NewSession(),
        Timeout = host.Options.CallTimeout,
        MaxAttempts = 1,
    };
}
