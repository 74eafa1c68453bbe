namespace Cells.Platform.SharedMemory;

/// <summary>Those who wait for a piece of the hub, first come, first served. Guarded by its owner's gate.</summary>
internal sealed class SlotLine
{
    private readonly LinkedList<Place> _places = new();

    /// <summary>How many wait.</summary>
    internal int Count => _places.Count;

    /// <summary>How many have waited so far.</summary>
    internal long Total { get; private set; }

    /// <summary>What the first one waits for; 0 where nobody does.</summary>
    internal int FirstBytes => _places.First?.Value.Bytes ?? 0;

    /// <summary>Goes to the end of the line.</summary>
    internal Place Join(int bytes)
    {
        Total++;
        var place = new Place(bytes);
        _places.AddLast(place);
        return place;
    }

    /// <summary>Gives a piece to the first one. False: nobody waits.</summary>
    internal bool TryServe(Slot slot)
    {
        if (_places.First is not { } first)
            return false;
        _places.RemoveFirst();
        first.Value.SetResult(slot);
        return true;
    }

    /// <summary>Leaves the line. False: it was served before.</summary>
    internal bool TryLeave(Place place) => _places.Remove(place);

    /// <summary>A place in the line; completes with the piece.</summary>
    /// <param name="bytes">How much is waited for.</param>
    internal sealed class Place(int bytes) : TaskCompletionSource<Slot>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        internal int Bytes { get; } = bytes;
    }
}
