namespace Cells.Rpc.Servers;

/// <summary>
/// The processes whose sessions were ended because they broke the protocol. Each such session costs the server more than an honest one, so that whoever opens one after the other
/// would take all of its time.
/// </summary>
/// <param name="delay">How long the next connection of such a process waits, times the number of its violations.</param>
internal sealed class Violators(TimeSpan delay)
{
    /// <summary>The longest that a connection waits.</summary>
    internal static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(1);

    /// <summary>So long after its last violation a process is like any other.</summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private const int MaxProcesses = 1024;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, (int Count, long Last)> _processes = [];
    private int _count;

    /// <summary>Whether there is none.</summary>
    internal bool IsEmpty => Volatile.Read(ref _count) == 0;

    /// <summary>A session of a process was ended for a violation.</summary>
    internal void Add(int process)
    {
        if (delay == TimeSpan.Zero)
            return;
        long now = Environment.TickCount64;
        lock (_gate)
        {
            if (_processes.Count == MaxProcesses)
                Forget(now);
            int before = _processes.TryGetValue(process, out (int Count, long Last) one) && now - one.Last < Memory.TotalMilliseconds ? one.Count : 0;
            _processes[process] = (before + 1, now);
            _count = _processes.Count;
        }
    }

    /// <summary>How long the next connection of a process waits.</summary>
    internal TimeSpan DelayOf(int process)
    {
        lock (_gate)
        {
            if (!_processes.TryGetValue(process, out (int Count, long Last) one))
                return TimeSpan.Zero;
            if (Environment.TickCount64 - one.Last < Memory.TotalMilliseconds)
                return one.Count * delay < MaxDelay ? one.Count * delay : MaxDelay;
            _processes.Remove(process);
            _count = _processes.Count;
            return TimeSpan.Zero;
        }
    }

    private void Forget(long now)
    {
        foreach (int process in _processes.Where(one => now - one.Value.Last >= Memory.TotalMilliseconds).Select(static one => one.Key).ToArray())
            _processes.Remove(process);

        // All of them within seconds: then none of them is known.
        if (_processes.Count == MaxProcesses)
            _processes.Clear();
    }
}
