using System.Reflection;
using System.Text.Json;

namespace Cells.Cli.Tests.Harness;

/// <summary>The command and the order gateway, built once for all tests from this clone as a user would.</summary>
public sealed class Repository : IAsyncLifetime
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(20);

    /// <summary>The root of the clone.</summary>
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    /// <summary>The launcher.</summary>
    public static string Launcher => Path.Combine(Root, "cell");

    /// <summary>The published command.</summary>
    public static string Command => Path.Combine(Root, "artifacts", "cells", ".command", "current", "cell");

    /// <summary>A built program that is a cell and serves <c>order_gateway</c>.</summary>
    public string Gateway { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await using var playground = new Playground(this);
        CommandResult run = await playground.Start(Launcher, "run", Path.Combine(Root, "examples", "order-gateway")).EndAsync(BuildLimit);
        Assert.True(run.ExitCode == 0, run.ToString());

        CommandResult list = await playground.RunAsync("ps", "--json");
        string build = JsonDocument.Parse(list.Output).RootElement[0].GetProperty("build").GetString()!;
        Gateway = Path.Combine(Root, "artifacts", "cells", "OrderGateway", build, "OrderGateway");
        Assert.True(File.Exists(Gateway), Gateway);
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        BuildServers.End();
        return Task.CompletedTask;
    }
}

/// <summary>Tests that use the command run one after another: they count processes.</summary>
[CollectionDefinition(Name)]
public sealed class CommandTests : ICollectionFixture<Repository>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "command";
}
