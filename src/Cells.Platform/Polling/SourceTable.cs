namespace Cells.Platform.Polling;

/// <summary>
/// The sources that are watched, by keys that say where in the table each is and come again only after four billion others: what epoll still tells of one that has left finds nothing. Any thread may look one up
/// while others come and go.
/// </summary>
internal sealed class SourceTable
{
    private const int FirstCapacity = 16;

    private readonly Lock _gate = new();
    private readonly List<int> _free = [];
    private PolledSource?[] _places = new PolledSource?[FirstCapacity];
    private int _used;
    private uint _generation;

    /// <summary>Takes a source in and gives it its key.</summary>
    internal void Add(PolledSource source)
    {
        lock (_gate)
        {
            int place = TakePlace();
            source.Key = ((ulong)++_generation << 32) | (uint)place;
            Volatile.Write(ref _places[place], source);
        }
    }

    /// <summary>Lets a source go. False: it is not there.</summary>
    internal bool TryRemove(PolledSource source)
    {
        lock (_gate)
        {
            int place = (int)(uint)source.Key;
            if (!ReferenceEquals(_places[place], source))
                return false;
            _places[place] = null;
            _free.Add(place);
            return true;
        }
    }

    /// <summary>The source of a key; null where it has left.</summary>
    internal PolledSource? Find(ulong key)
    {
        PolledSource?[] places = Volatile.Read(ref _places);
        uint place = (uint)key;
        return place < (uint)places.Length && Volatile.Read(ref places[place]) is { } source && source.Key == key ? source : null;
    }

    private int TakePlace()
    {
        if (_free.Count > 0)
        {
            int place = _free[^1];
            _free.RemoveAt(_free.Count - 1);
            return place;
        }

        if (_used == _places.Length)
        {
            var larger = new PolledSource?[_places.Length * 2];
            _places.CopyTo(larger, 0);
            Volatile.Write(ref _places, larger);
        }

        return _used++;
    }
}
