namespace Cells.Chaos;

/// <summary>Tests that count what this process has, and so run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneTests
{
    public const string Name = "alone";
}
