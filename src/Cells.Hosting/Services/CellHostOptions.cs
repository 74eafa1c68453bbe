namespace Cells.Hosting;

/// <summary>How an application serves its contracts: the configuration section <c>Cells</c>.</summary>
public sealed class CellHostOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cells";

    /// <summary>The cell's name. Default: what the supervisor says, else the name of the program's folder.</summary>
    public string? Name { get; set; }

    /// <summary>The run directory. Default: the one that everything started here shares.</summary>
    public string? RunDirectory { get; set; }

    /// <summary>Whether other processes can call. Default true; without it the services are for clients that are placed in this process.</summary>
    public bool Listen { get; set; } = true;

    /// <summary>How many sessions may be open at once. Default 16,384.</summary>
    public int MaxSessions { get; set; } = 16_384;

    /// <summary>How long a drain waits for calls to be done. Default 30 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
