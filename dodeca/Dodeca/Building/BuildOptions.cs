using Dodeca.Content;
using Dodeca.Hosting;
using Dodeca.Html;
using Picante;

namespace Dodeca.Building;

/// <summary>How a site is built.</summary>
public sealed record BuildOptions
{
    /// <summary>Where it is written to; null: where its configuration says.</summary>
    public string? Output { get; init; }

    /// <summary>Whether files that no build has written may be replaced.</summary>
    public bool Force { get; init; }

    /// <summary>How far it is; may be looked at meanwhile.</summary>
    public BuildProgress Progress { get; init; } = new();

    /// <summary>Told of each query that is computed, on any thread. Default: nobody.</summary>
    public Action<QueryExecution>? Executed { get; init; }

    /// <summary>Whether the site is written; else it is only computed, and all that is wrong is found.</summary>
    internal bool Writes { get; init; } = true;

    /// <summary>Told of each link of each page.</summary>
    internal Action<TreeNode, PageLink>? Linked { get; init; }

    /// <summary>Told what it waits for, or does beforehand. Default: nobody.</summary>
    public Action<string>? Notice { get; init; }

    /// <summary>The cells that work on it; null: some of its own, for as long as it lasts.</summary>
    public SiteCells? SharedCells { get; init; }

    /// <summary>How its own cells are run. Default: <see cref="CellHostOptions"/>'s.</summary>
    public CellHostOptions Cells { get; init; } = new();

    /// <summary>How long to wait for another build of the same site. Default 10 minutes.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many bytes what was computed may take before what was not used for longest is forgotten, and computed again where it is asked for again. Default 64 MiB: that of some 700 pages.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>How many pages are worked on at once. Default 64.</summary>
    public int PagesAtOnce { get; init; } = 64;
}
