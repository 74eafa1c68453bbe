namespace Cells.Performance.Tests;

/// <summary>What is measured runs one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Serial
{
    /// <summary>The collection's name.</summary>
    public const string Name = "serial";
}
