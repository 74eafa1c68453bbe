namespace Cells.Platform.Polling;

/// <summary>The few sources that had traffic a moment ago and are polled directly, without epoll.</summary>
internal sealed class HotSources
{
    internal const int Capacity = 8;
    private readonly PolledSource?[] _sources = new PolledSource?[Capacity];

    internal int Count { get; private set; }

    internal PolledSource this[int index] => _sources[index]!;

    /// <summary>Adds a source. False: it is there already, or there is no room.</summary>
    internal bool TryAdd(PolledSource source)
    {
        if (Count == Capacity || Array.IndexOf(_sources, source, 0, Count) >= 0)
            return false;
        _sources[Count++] = source;
        return true;
    }

    internal bool Contains(PolledSource source) => Array.IndexOf(_sources, source, 0, Count) >= 0;

    internal void RemoveAt(int index)
    {
        _sources[index] = _sources[--Count];
        _sources[Count] = null;
    }
}
