using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Cells.Rpc;
using Cells.Rpc.Serving;

namespace Cells.Hosting;

/// <summary>
/// A cell's program that runs inside this process, with its own packages: the placement of a cell without isolation, for comparison, for debugging, and where processes cannot be had.
/// What crosses between it and this program, Cells itself and contracts, is loaded once; all else is its own.
/// </summary>
public sealed class InProcessCell : IAsyncDisposable
{
    private static readonly AsyncLocal<InProcessCell?> Flowing = new();

    private readonly TaskCompletionSource<CellServer> _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _program;
    private Task<int> _run = Task.FromResult(0);

    private InProcessCell(string program) => _program = program;

    /// <summary>What it serves, for <see cref="CellConnection.InProcess"/>.</summary>
    public CellServer Server => _serving.Task.Result;

    /// <summary>The cell whose program runs in this flow; null outside of one.</summary>
    internal static InProcessCell? Current => Flowing.Value;

    /// <summary>Completes when the program is to end.</summary>
    internal Task Stopping => _stop.Task;

    /// <summary>Starts a cell's program in this process, and waits until it serves.</summary>
    /// <param name="program">Its assembly, beside which its packages are.</param>
    /// <param name="name">The cell's name.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="IOException">It cannot be loaded, or has ended before it served.</exception>
    [RequiresUnreferencedCode("Programs are loaded that are not known when this one is trimmed.")]
    public static async Task<InProcessCell> StartAsync(string program, string name, CancellationToken cancellation = default)
    {
        var cell = new InProcessCell(program);
        cell._run = Task.Factory.StartNew(() => cell.Run(name), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (await Task.WhenAny(cell._serving.Task, cell._run).WaitAsync(cancellation) == cell._serving.Task)
            return cell;
        throw cell._run.Exception is { InnerException: { } error }
            ? new IOException($"The cell '{name}' cannot run in this process: {error.Message}", error)
            : new IOException($"The cell '{name}' has ended with the exit code {await cell._run} before it served.");
    }

    /// <summary>Ends the program and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        _stop.TrySetResult();
        await ((Task)_run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Told what is served.</summary>
    internal void Serve(CellServer server) => _serving.TrySetResult(server);

    [RequiresUnreferencedCode("Programs are loaded that are not known when this one is trimmed.")]
    private int Run(string name)
    {
        Flowing.Value = this;
        MethodInfo entry = new CellAssemblies(_program).LoadProgram().EntryPoint ?? throw new IOException($"{_program} is no program");
        object? result = entry.Invoke(null, BindingFlags.DoNotWrapExceptions, null, entry.GetParameters().Length == 0 ? [] : [new[] { "--name", name }], null);
        return result as int? ?? 0;
    }

}
