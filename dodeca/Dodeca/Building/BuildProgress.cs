namespace Dodeca.Building;

/// <summary>How far a build is.</summary>
public sealed class BuildProgress
{
    private volatile string _phase = "looking";
    private int _total;
    private int _done;

    /// <summary>What it does.</summary>
    public string Phase => _phase;

    /// <summary>How much of that there is to do; 0 where that is not known.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>How much of it is done.</summary>
    public int Done => Volatile.Read(ref _done);

    internal void Begin(string phase, int total)
    {
        Volatile.Write(ref _done, 0);
        Volatile.Write(ref _total, total);
        _phase = phase;
    }

    /// <summary>How much there is to do has turned out to be something else.</summary>
    internal void Expect(int total) => Volatile.Write(ref _total, total);

    internal void Step() => Interlocked.Increment(ref _done);
}
