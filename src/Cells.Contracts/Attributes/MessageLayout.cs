namespace Cells;

/// <summary>How a message is laid out.</summary>
public enum MessageLayout
{
    /// <summary>As a block that says its size: members may be appended later.</summary>
    Evolving,

    /// <summary>As in memory, for raw speed: a struct of plain numbers without padding, which can never be changed.</summary>
    Fixed,
}
