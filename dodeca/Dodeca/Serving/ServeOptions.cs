using Dodeca.Hosting;
using Picante;

namespace Dodeca.Serving;

/// <summary>How a site is served.</summary>
public sealed record ServeOptions
{
    /// <summary>The port; where it is taken, one of the next <see cref="PortsTried"/>. 0: any. Default 4000.</summary>
    public int Port { get; init; } = 4000;

    /// <summary>How many ports are tried, one after the other. Default 100.</summary>
    public int PortsTried { get; init; } = 100;

    /// <summary>Whether other machines may look at it; else only this one can. Default: no.</summary>
    public bool IsPublic { get; init; }

    /// <summary>How many connections there may be: a further one takes the place of the one that has been silent for longest. Default 1,000.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>How long the files of the site have to be left alone before they are looked at. Default 10 ms.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>After how long they are looked at though changes go on. Default 250 ms.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How its cells are run.</summary>
    public CellHostOptions Cells { get; init; } = new();

    /// <summary>Told what happens, on any thread; must not block. Default: nobody.</summary>
    public Action<ServeEvent>? Happened { get; init; }

    /// <summary>Told of each query that is computed, on any thread. Default: nobody.</summary>
    public Action<QueryExecution>? Executed { get; init; }
}
