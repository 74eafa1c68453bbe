using Cells.Binding;
using Cells.Rpc;
using Cells.Rpc.Serving;

namespace Cells.Hosting;

/// <summary>A program that is a cell: one or several contracts served on one socket.</summary>
public sealed class CellProgram
{
    private readonly ProgramArguments _arguments;
    private readonly StandardErrorLogger _logger;
    private readonly ServiceTable _services = new();

    /// <summary>Prepares the program; nothing is served yet.</summary>
    /// <param name="args">The program's arguments; <c>--name NAME</c> and <c>--run-dir DIR</c> are understood.</param>
    public CellProgram(string[] args)
    {
        _arguments = ProgramArguments.Parse(args);
        _logger = new StandardErrorLogger();
    }

    /// <summary>The cell's name.</summary>
    public string Name => _arguments.Name;

    /// <summary>Serves a contract.</summary>
    /// <param name="service">Its implementation, shared by all callers.</param>
    public CellProgram AddService<TContract>(TContract service)
        where TContract : class
    {
        _services.Add(ContractRegistry.CreateDispatcher(service));
        return this;
    }

    /// <summary>Serves until the supervisor, SIGINT, SIGTERM or the token ends it: then it drains.</summary>
    /// <returns>The program's exit code: 0 after a drain, 1 where it could not start.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        using var signals = new StopSignals(cancellation);
        await using var server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = Name, Services = _services, Logger = _logger } });
        ContractDescriptor[] contracts = [.. _services.Dispatchers.Select(static dispatcher => dispatcher.Contract)];
        try
        {
            await using IResidence residence = Residence.Of(server, contracts, _arguments, _logger, path => Console.WriteLine($"{Name} serves {path} (Ctrl-C ends it)"));
            await residence.StartAsync(signals.Token);
            await Task.WhenAny(residence.Ended, WhenCancelled(signals.Token));
            await residence.StopAsync(CancellationToken.None);
            return CellExitCodes.Success;
        }
        catch (Exception error) when (CellExitCodes.IsExpected(error))
        {
            await Console.Error.WriteLineAsync($"{Name}: {error.Message}");
            return CellExitCodes.CouldNotStart;
        }
    }

    private static async Task WhenCancelled(CancellationToken stop)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            // What was waited for.
        }
    }
}
