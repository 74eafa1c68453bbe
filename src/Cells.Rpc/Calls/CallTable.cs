using Cells.Binding;
using Cells.Binding.Streams;
using Cells.Platform.Threads;

namespace Cells.Rpc.Calls;

/// <summary>
/// The calls that this side has made and that have no outcome yet, by id: an index and a generation. Whoever takes a call out of the
/// table gives it its outcome, so that there is exactly one. Calls of each depth are counted for themselves: a call that waits for nested
/// ones does not take their room.
/// </summary>
internal sealed class CallTable
{
    private const int IndexBits = 20;
    private const uint IndexMask = (1u << IndexBits) - 1;
    private const int NoIndex = -1;

    private ShortLock _gate;
    private Slot[] _slots = new Slot[64];
    private int _used;
    private int _free = NoIndex;
    private int _limit;
    private int[] _counts = new int[1];
    private bool _closed;

    /// <summary>How many ids exist: the peer may allow at most that many calls in flight.</summary>
    internal const int MaxCalls = 1 << IndexBits;

    /// <summary>What the peer allows at each depth; 0 until it said so.</summary>
    internal int Limit
    {
        get => Volatile.Read(ref _limit);
        set => Volatile.Write(ref _limit, Math.Clamp(value, 0, MaxCalls));
    }

    /// <summary>Whether a call is in flight.</summary>
    internal bool HasAny
    {
        get
        {
            using (_gate.Hold())
                return Array.Exists(_counts, static count => count > 0);
        }
    }

    /// <summary>Gives a call an id. False where the limit is reached or the table closed.</summary>
    internal bool TryAdd(PendingCall call, out uint id)
    {
        using (_gate.Hold())
        {
            if (call.Depth >= _counts.Length)
                Array.Resize(ref _counts, call.Depth + 1);
            if (_counts[call.Depth] >= _limit || _closed)
            {
                id = 0;
                return false;
            }

            int index = _free;
            if (index != NoIndex)
                _free = _slots[index].NextFree;
            else
                index = TakeUnused();

            ref Slot slot = ref _slots[index];
            slot.Call = call;
            slot.InUse = true;
            slot.Depth = call.Depth;
            if (call.Streams is { } streams)
                slot.Streams = streams;
            slot.Generation++;
            id = (uint)index | (slot.Generation << IndexBits);
            call.ChannelKey = id;
            _counts[call.Depth]++;
            return true;
        }
    }

    /// <summary>The streams of a call in flight; null where it has none, or the caller gave it up.</summary>
    /// <param name="id">The call's id.</param>
    /// <param name="known">Whether such a call is in flight at all.</param>
    internal CallStreams? FindStreams(uint id, out bool known)
    {
        using (_gate.Hold())
        {
            int index = (int)(id & IndexMask);
            known = index < _used && _slots[index].InUse && _slots[index].IdOf(index) == id;
            return known && _slots[index].Call is not null ? _slots[index].Streams : null;
        }
    }

    /// <summary>Takes a call out at its outcome and frees its id. Null where the caller gave it up before.</summary>
    /// <param name="id">The id that came with the outcome.</param>
    /// <param name="known">Whether such a call was in flight at all.</param>
    internal PendingCall? Take(uint id, out bool known)
    {
        using (_gate.Hold())
        {
            int index = (int)(id & IndexMask);
            known = index < _used && _slots[index].InUse && _slots[index].IdOf(index) == id;
            return known ? Release(index) : null;
        }
    }

    /// <summary>The caller gives a call up. Its id stays taken until the peer's outcome comes.</summary>
    internal bool TryAbandon(PendingCall call)
    {
        using (_gate.Hold())
        {
            int index = (int)(call.ChannelKey & IndexMask);
            if (index >= _used || !ReferenceEquals(_slots[index].Call, call))
                return false;
            _slots[index].Call = null;
            return true;
        }
    }

    /// <summary>Takes a call back that was never sent.</summary>
    internal void Remove(PendingCall call)
    {
        using (_gate.Hold())
            Release((int)(call.ChannelKey & IndexMask));
    }

    /// <summary>Lists the calls whose callers' tokens have fired, and gives them up.</summary>
    internal List<(PendingCall Call, uint Id)> AbandonCancelled()
    {
        var cancelled = new List<(PendingCall, uint)>();
        using (_gate.Hold())
        {
            for (int i = 0; i < _used; i++)
            {
                if (_slots[i].Call is not { Cancellation.IsCancellationRequested: true } call)
                    continue;
                _slots[i].Call = null;
                cancelled.Add((call, _slots[i].IdOf(i)));
            }
        }

        return cancelled;
    }

    /// <summary>Lists the calls whose deadline has passed, and gives them up.</summary>
    /// <returns>Whether calls with a deadline remain.</returns>
    internal bool AbandonOverdue(long now, List<(PendingCall Call, uint Id)> overdue)
    {
        bool more = false;
        using (_gate.Hold())
        {
            for (int i = 0; i < _used; i++)
            {
                if (_slots[i].Call is not { } call || call.DeadlineTick == long.MaxValue)
                    continue;
                if (call.DeadlineTick > now)
                {
                    more = true;
                    continue;
                }

                _slots[i].Call = null;
                overdue.Add((call, _slots[i].IdOf(i)));
            }
        }

        return more;
    }

    /// <summary>No more calls; lists those that will get no outcome from the peer.</summary>
    internal List<PendingCall> Close()
    {
        var left = new List<PendingCall>();
        using (_gate.Hold())
        {
            _closed = true;
            for (int i = 0; i < _used; i++)
            {
                if (_slots[i].InUse && Release(i) is { } call)
                    left.Add(call);
            }
        }

        return left;
    }

    private int TakeUnused()
    {
        if (_used == _slots.Length)
            Array.Resize(ref _slots, _slots.Length * 2);
        return _used++;
    }

    private PendingCall? Release(int index)
    {
        ref Slot slot = ref _slots[index];
        PendingCall? call = slot.Call;
        slot.Call = null;
        slot.Streams = null;
        slot.InUse = false;
        slot.NextFree = _free;
        _free = index;
        _counts[slot.Depth]--;
        return call;
    }

    private struct Slot
    {
        public PendingCall? Call;
        public CallStreams? Streams;
        public uint Generation;
        public int NextFree;
        public int Depth;
        public bool InUse;

        public readonly uint IdOf(int index) => (uint)index | (Generation << IndexBits);
    }
}
