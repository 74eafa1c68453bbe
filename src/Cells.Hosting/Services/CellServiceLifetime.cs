namespace Cells.Hosting;

/// <summary>How long an implementation of a contract lives.</summary>
public enum CellServiceLifetime
{
    /// <summary>As long as the application; all callers share it.</summary>
    Singleton,

    /// <summary>As long as a session: each caller has one of its own, with what it is given of a scope of its own.</summary>
    PerSession,
}
