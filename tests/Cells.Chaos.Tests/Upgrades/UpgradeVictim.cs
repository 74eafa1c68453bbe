namespace Cells.Chaos.Upgrades;

/// <summary>Who is killed in the middle of an upgrade.</summary>
public enum UpgradeVictim
{
    /// <summary>The supervisor.</summary>
    Supervisor,

    /// <summary>The process that is replaced.</summary>
    Old,

    /// <summary>The process that replaces it.</summary>
    New,
}
