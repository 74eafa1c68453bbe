using System.Collections.Concurrent;
using Cells.Binding;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.Supervision;
using Cells.Rpc;
using Cells.Rpc.Discovery;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dodeca.Hosting;

/// <summary>The cells of a program that has some: found, started when they are first needed, watched, and ended with it.</summary>
public sealed class CellHost : IAsyncDisposable
{
    /// <summary>A cell is started again however often it dies: what kills it is not given to it again.</summary>
    private static readonly SupervisionLimits Limits = SupervisionLimits.Default with { MaxFailures = int.MaxValue };

    private readonly CellHostOptions _options;
    private readonly List<CellDispatcher> _callbacks = [];
    private readonly List<IAsyncDisposable> _pools = [];
    private readonly ConcurrentQueue<PassThrough> _passThroughs = [];
    private readonly CellPrograms _programs;
    private readonly Lock _gate = new();
    private Task<HostedSupervisor>? _supervisor;

    /// <summary>A host without cells.</summary>
    public CellHost(CellHostOptions options)
    {
        _options = options;
        _programs = options.Programs ?? new CellPrograms();
    }

    /// <summary>What had to be passed through, in the order in which it happened.</summary>
    public IReadOnlyCollection<PassThrough> PassThroughs => _passThroughs;

    internal CellHostOptions Options => _options;

    /// <summary>Lets cells call back. Before the first call.</summary>
    /// <param name="service">What serves them.</param>
    public void AddCallbacks<TContract>(TContract service)
        where TContract : class => _callbacks.Add(ContractRegistry.CreateDispatcher(service));

    /// <summary>Registers a cell: this line is all that there is to it.</summary>
    /// <typeparam name="TClient">The generated client of its contract.</typeparam>
    /// <param name="name">Its name: its program is <c>dodeca-cell-NAME</c>.</param>
    /// <param name="poolSize">How many processes of it there may be.</param>
    /// <param name="memoryBytes">How much memory each may take; 0: no limit.</param>
    public CellPool<TClient> Add<TClient>(string name, int poolSize = 1, long memoryBytes = 0)
        where TClient : ICellClient<TClient>
    {
        var pool = new CellPool<TClient>(this, new CellDeclaration(name, _options.InProcess ? 1 : poolSize, memoryBytes));
        _pools.Add(pool);
        return pool;
    }

    /// <summary>Begins to start the supervisor, while the program does something else: whoever needs a cell soon will wait less.</summary>
    internal void StartSupervisor()
    {
        if (!_options.InProcess)
            _ = SupervisorAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable pool in _pools)
            await pool.DisposeAsync();
        await _programs.DisposeAsync();
        if (_supervisor is { } starting)
            await (await starting).DisposeAsync();
    }

    /// <summary>The supervisor of its cells; started with the first of them.</summary>
    internal Task<HostedSupervisor> SupervisorAsync()
    {
        lock (_gate)
            return _supervisor ??= Task.Run(() => HostedSupervisor.StartAsync(RunDirectory.Locate(), "dodeca", Limits, Replaced, NullLogger.Instance));
    }

    /// <summary>A cell's program; found once.</summary>
    internal Task<CellProgramFile> ProgramAsync(string name) => _programs.FindAsync(name, _options.Building);

    /// <summary>The cells that run, as their supervisor sees them.</summary>
    public async Task<IReadOnlyList<CellStatus>> ListAsync(CancellationToken cancellation = default) =>
        _supervisor is { } started ? (await (await started).Nucleus.ListAsync(new ListRequest("", MeasureForMs: 0), cancellation)).Cells : [];

    /// <summary>Somebody has replaced what a cell runs, with <c>cell dev</c> or <c>cell upgrade</c>.</summary>
    private void Replaced(CellSpec spec)
    {
        _programs.Replace(spec.Name, new CellProgramFile(spec.Program, spec.Build, spec.Source));
        _options.Replaced?.Invoke(spec.Name);
    }

    internal void Report(PassThrough passThrough)
    {
        _passThroughs.Enqueue(passThrough);
        _options.Passed?.Invoke(passThrough);
    }

    /// <summary>How this side presents itself to a cell.</summary>
    internal SessionOptions NewSession()
    {
        var session = new SessionOptions { Name = "dodeca" };
        foreach (CellDispatcher callback in _callbacks)
            session.Services.Add(callback);
        return session;
    }
}
