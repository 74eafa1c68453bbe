namespace Cells.Nucleus.Genomes;

/// <summary>A genome or workspace that is not as it must be. The message begins with the place: <c>path:line:column:</c>.</summary>
public sealed class GenomeException : Exception
{
    /// <summary>Reports <paramref name="reason"/> at a place.</summary>
    /// <param name="location">Where the fault is.</param>
    /// <param name="reason">What was found, what was expected and what may have been meant.</param>
    /// <param name="cause">What the fault was found by, if that was an exception.</param>
    public GenomeException(GenomeLocation location, string reason, Exception? cause = null)
        : base($"{location}: {reason}", cause)
    {
        Location = location;
        Reason = reason;
    }

    /// <summary>Where the fault is.</summary>
    public GenomeLocation Location { get; }

    /// <summary>The message without the place.</summary>
    public string Reason { get; }
}
