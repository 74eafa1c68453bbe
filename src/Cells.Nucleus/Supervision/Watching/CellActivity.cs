namespace Cells.Nucleus.Supervision;

/// <summary>When a cell last had something to do, in whichever of its processes.</summary>
internal sealed class CellActivity
{
    private long _lastTick = Environment.TickCount64;

    /// <summary>For how long it has had nothing to do.</summary>
    internal TimeSpan IdleFor => TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _lastTick));

    /// <summary>It has something to do.</summary>
    internal void Note() => Volatile.Write(ref _lastTick, Environment.TickCount64);
}
