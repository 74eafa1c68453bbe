using Dodeca.Hosting;

namespace Dodeca.Tests;

/// <summary>The cells that the tests of a class share: processes, started once.</summary>
public sealed class SharedCells : IAsyncLifetime
{
    internal SiteCells Cells { get; } = new(new CellHostOptions());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Cells.DisposeAsync();
}

/// <summary>Tests that use them, one after the other.</summary>
[CollectionDefinition(Name)]
public class CellCollection : ICollectionFixture<SharedCells>
{
    internal const string Name = "cells";
}
