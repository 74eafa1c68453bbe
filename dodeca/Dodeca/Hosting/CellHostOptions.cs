namespace Dodeca.Hosting;

/// <summary>How the cells of a site are run.</summary>
public sealed record CellHostOptions
{
    /// <summary>Whether they run inside this process, rather than each in its own.</summary>
    public bool InProcess { get; init; }

    /// <summary>The programs of the cells, where it was begun earlier to look for them; else they are looked for when the first is needed.</summary>
    public CellPrograms? Programs { get; init; }

    /// <summary>How long a call may take, the start of its cell included. Default 60 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many calls a process of a cell gets at once. Default 16.</summary>
    public int CallsAtOnce { get; init; } = 16;

    /// <summary>How often a call is sent again that has never begun, after pauses that grow from 2 ms. Default 10.</summary>
    public int MaxResends { get; init; } = 10;

    /// <summary>Told which cell runs another build from now on, because somebody has upgraded it; on any thread.</summary>
    public Action<string>? Replaced { get; init; }

    /// <summary>Told of what a cell could not do.</summary>
    public Action<PassThrough>? Passed { get; init; }

    /// <summary>Told of a cell that is built before it can be used.</summary>
    public Action<string>? Building { get; init; }
}
