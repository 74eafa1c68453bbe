namespace Cells.Rpc.Serving;

/// <summary>The calls being served whose handlers did not finish at once, so that they can be cancelled.</summary>
internal sealed class ServedCalls
{
    private readonly Lock _gate = new();
    private readonly Dictionary<uint, ServedCall> _calls = [];
    private int _active;
    private int[] _counts = new int[1];

    /// <summary>How many handlers were listed and are not done, their outcome sent or not.</summary>
    internal int Active
    {
        get
        {
            lock (_gate)
                return _active;
        }
    }

    /// <summary>Lists a call.</summary>
    /// <returns>How many calls of its depth have no outcome yet.</returns>
    internal int Add(ServedCall call)
    {
        lock (_gate)
        {
            if (call.Depth >= _counts.Length)
                Array.Resize(ref _counts, call.Depth + 1);
            if (!call.Ended)
            {
                if (_calls.TryGetValue(call.Id, out ServedCall? same))
                    _counts[same.Depth]--;
                _calls[call.Id] = call;
                _counts[call.Depth]++;
                call.Counted = true;
                _active++;
            }

            return _counts[call.Depth];
        }
    }

    /// <summary>The handler is done: the call is not listed any more, nor will it be.</summary>
    internal void Remove(ServedCall call)
    {
        lock (_gate)
        {
            call.Ended = true;
            if (call.Counted)
                _active--;
            call.Counted = false;
        }

        if (call.Found)
            AbandonedHandlers.Remove(call);
        Leave(call);
    }

    /// <summary>Nobody waits for the call any more.</summary>
    internal void Abandon(ServedCall call)
    {
        lock (_gate)
        {
            if (!call.Ended)
                AbandonedHandlers.Add(call);
        }
    }

    /// <summary>The call is not listed any more.</summary>
    internal void Leave(ServedCall call)
    {
        lock (_gate)
        {
            if (_calls.TryGetValue(call.Id, out ServedCall? listed) && ReferenceEquals(listed, call))
            {
                _calls.Remove(call.Id);
                _counts[call.Depth]--;
            }
        }
    }

    internal ServedCall? Find(uint id)
    {
        lock (_gate)
        {
            if (_calls.TryGetValue(id, out ServedCall? call))
                call.Found = true;
            return call;
        }
    }

    /// <summary>All of them, for when the session ends or a clock ticks.</summary>
    internal ServedCall[] Snapshot()
    {
        lock (_gate)
        {
            foreach (ServedCall call in _calls.Values)
                call.Found = true;
            return [.. _calls.Values];
        }
    }
}
