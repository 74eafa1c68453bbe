using Cells.Rpc;
using Cells.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Cells.Hosting.Tests.Services;

/// <summary>Contracts and clients in applications of the generic host.</summary>
public sealed class ApplicationTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("Process", "shm")]
    [InlineData("InProcess", "inproc")]
    public async Task A_line_of_configuration_says_where_a_contract_is_served(string placement, string transport)
    {
        using IHost host = Build(CellServiceLifetime.Singleton, ("Cells:Clients:counter:Placement", placement));
        await host.StartAsync();
        CounterClient counter = host.Services.GetRequiredService<CounterClient>();
        Assert.Equal(new Count(1, transport), await counter.CountAsync().AsTask().WaitAsync(Patience));
        Assert.Equal(new Count(2, transport), await counter.CountAsync().AsTask().WaitAsync(Patience));
        await host.StopAsync();
    }

    [Fact]
    public async Task Without_listening_the_services_are_for_this_process_alone()
    {
        using IHost host = Build(CellServiceLifetime.Singleton, ("Cells:Clients:counter:Placement", "InProcess"), ("Cells:Listen", "false"));
        await host.StartAsync();
        Assert.Equal(1, (await host.Services.GetRequiredService<CounterClient>().CountAsync().AsTask().WaitAsync(Patience)).Number);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
        await host.StopAsync();
    }

    [Fact]
    public void A_contract_that_nothing_here_serves_cannot_be_placed_here()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddCellClient<CounterClient>("counter", static options => options.Placement = CellPlacement.InProcess);
        using IHost host = builder.Build();
        var error = Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<CounterClient>);
        Assert.Equal(
            "The cell 'counter' is placed in this process (Cells:Clients:counter:Placement), and nothing here serves its contract 'counter'. Register an implementation with AddCellService.",
            error.Message);
    }

    [Fact]
    public async Task An_implementation_per_session_lives_as_long_as_the_session()
    {
        using IHost host = Build(CellServiceLifetime.PerSession);
        await host.StartAsync();
        Counter.Disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new ConnectOptions { RunDirectory = _directory.Path };
        await using (CounterClient first = await Cell.ConnectAsync<CounterClient>("counter", options))
        await using (CounterClient second = await Cell.ConnectAsync<CounterClient>("counter", options))
        {
            Assert.Equal(1, (await first.CountAsync()).Number);
            Assert.Equal(2, (await first.CountAsync()).Number);
            Assert.Equal(1, (await second.CountAsync()).Number);
            Assert.False(Counter.Disposed.Task.IsCompleted);
        }

        await Counter.Disposed.Task.WaitAsync(Patience);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_cell_that_cannot_be_reached_shows_in_the_health_of_the_application()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddCellClient<CounterClient>("counter", options => options.RunDirectory = _directory.Path);
        builder.Services.AddHealthChecks().AddCellClient<CounterClient>("counter", timeout: TimeSpan.FromSeconds(3));
        using IHost application = builder.Build();
        HealthCheckService health = application.Services.GetRequiredService<HealthCheckService>();

        IHost cell = Build(CellServiceLifetime.Singleton);
        await cell.StartAsync();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        await cell.StopAsync();
        cell.Dispose();
        HealthReport report = await health.CheckHealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Equal("No session to 'counter' could be opened within 3 s.", report.Entries["cell:counter"].Description);

        cell = Build(CellServiceLifetime.Singleton);
        await cell.StartAsync();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        await cell.StopAsync();
        cell.Dispose();
    }

    [Fact]
    public async Task A_cells_program_can_be_built_with_several_services()
    {
        CellApplicationBuilder builder = Cell.CreateBuilder(["--name", "several", "--run-dir", _directory.Path]);
        builder.Services.AddSingleton(new Step { Size = 5 });
        builder.AddService<ICounter, Counter>().AddService<IDoubler, Doubler>();
        await using CellApplication program = builder.Build();
        using var stop = new CancellationTokenSource();
        Task<int> run = program.RunAsync(stop.Token);

        await using var connection = CellConnection.To("several", new ConnectOptions { RunDirectory = _directory.Path });
        Assert.Equal(5, (await connection.CreateClient<CounterClient>().CountAsync().AsTask().WaitAsync(Patience)).Number);
        Assert.Equal(14, await connection.CreateClient<DoublerClient>().DoubleAsync(7).AsTask().WaitAsync(Patience));

        // The name is taken.
        CellApplicationBuilder again = Cell.CreateBuilder(["--name", "several", "--run-dir", _directory.Path]);
        again.AddService<IDoubler, Doubler>();
        await using CellApplication second = again.Build();
        Assert.Equal(1, await second.RunAsync(CancellationToken.None).WaitAsync(Patience));

        await stop.CancelAsync();
        Assert.Equal(0, await run.WaitAsync(Patience));
        Assert.False(File.Exists(Path.Combine(_directory.Path, "several", "cell.sock")));
    }

    private IHost Build(CellServiceLifetime lifetime, params (string Key, string Value)[] configuration)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
            [
                new("Cells:Name", "counter"),
                new("Cells:RunDirectory", _directory.Path),
                new("Cells:Clients:counter:RunDirectory", _directory.Path),
                .. configuration.Select(static setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)),
            ]);
        builder.Services.AddSingleton<Step>();
        builder.Services.AddCellService<ICounter, Counter>(lifetime);
        builder.Services.AddCellClient<CounterClient>("counter");
        return builder.Build();
    }
}
