namespace Cells.Platform.Polling;

/// <summary>What one turn of reading came to.</summary>
public enum ReadOutcome
{
    /// <summary>There was nothing to read.</summary>
    Nothing,

    /// <summary>Something was read and handled.</summary>
    Progress,

    /// <summary>The source has ended; it will not be read again.</summary>
    Ended,

    /// <summary>User code ran so long that another thread took the reading over; this thread must not touch the reading state again.</summary>
    Deposed,
}
