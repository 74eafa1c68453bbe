using System.Diagnostics.CodeAnalysis;
using Cells.Binding;

namespace Cells.Rpc.Calls;

/// <summary>Built requests that cannot go yet, in order. Bounded in calls and bytes.</summary>
internal sealed class WaitingCalls(SessionLimits limits)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(PendingCall Call, ImageBuffer Request)> _calls = [];
    private long _bytes;
    private bool _closed;
    private volatile int _count;

    internal int Count => _count;

    /// <summary>Queues a call and retains its request.</summary>
    /// <exception cref="CellException"><see cref="CellErrorCode.ResourceExhausted"/>: a limit is reached.</exception>
    /// <returns>False where no call will ever go any more.</returns>
    internal bool TryAdd(PendingCall call, ImageBuffer request)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            if (_count >= limits.MaxQueuedCalls)
                throw Exhausted(nameof(SessionLimits.MaxQueuedCalls), $"{limits.MaxQueuedCalls} calls", call);
            if (_count > 0 && _bytes + request.Length > limits.MaxQueuedBytes)
                throw Exhausted(nameof(SessionLimits.MaxQueuedBytes), $"{limits.MaxQueuedBytes} bytes of requests", call);

            request.Retain();
            _bytes += request.Length;
            _calls.AddLast((call, request));
            _count++;
            return true;
        }
    }

    /// <summary>
    /// Moves the first call to the table, in one step as seen by <see cref="TryRemove"/>: a call is in one of the two or has its outcome.
    /// The caller sends the request and releases it.
    /// </summary>
    internal bool TryPromote(CallTable table, [NotNullWhen(true)] out PendingCall? call, [NotNullWhen(true)] out ImageBuffer? request)
    {
        lock (_gate)
        {
            if (_calls.First is { } first && table.TryAdd(first.Value.Call, out _))
            {
                (call, request) = first.Value;
                Unlink(first);
                return true;
            }

            (call, request) = (null, null);
            return false;
        }
    }

    /// <summary>Removes a call that its caller gives up.</summary>
    internal bool TryRemove(PendingCall call)
    {
        if (_count == 0)
            return false;

        ImageBuffer? request = null;
        lock (_gate)
        {
            for (var node = _calls.First; node is not null; node = node.Next)
            {
                if (!ReferenceEquals(node.Value.Call, call))
                    continue;
                request = node.Value.Request;
                Unlink(node);
                break;
            }
        }

        request?.Release();
        return request is not null;
    }

    /// <summary>Removes the calls whose deadline has passed.</summary>
    /// <returns>Whether calls with a deadline remain.</returns>
    internal bool RemoveOverdue(long now, List<PendingCall> overdue)
    {
        if (_count == 0)
            return false;

        bool more = false;
        lock (_gate)
        {
            LinkedListNode<(PendingCall Call, ImageBuffer Request)>? next;
            for (var node = _calls.First; node is not null; node = next)
            {
                next = node.Next;
                long deadline = node.Value.Call.DeadlineTick;
                if (deadline <= now)
                {
                    overdue.Add(node.Value.Call);
                    node.Value.Request.Release();
                    Unlink(node);
                }
                else if (deadline != long.MaxValue)
                {
                    more = true;
                }
            }
        }

        return more;
    }

    /// <summary>Takes all. The caller releases their requests.</summary>
    internal List<(PendingCall Call, ImageBuffer Request)> TakeAll()
    {
        lock (_gate)
            return Empty();
    }

    /// <summary>No call will go any more; lists those that waited. The caller releases their requests.</summary>
    internal List<(PendingCall Call, ImageBuffer Request)> Close()
    {
        lock (_gate)
        {
            _closed = true;
            return Empty();
        }
    }

    private List<(PendingCall Call, ImageBuffer Request)> Empty()
    {
        var all = new List<(PendingCall, ImageBuffer)>(_calls);
        _calls.Clear();
        _count = 0;
        _bytes = 0;
        return all;
    }

    private static CellException Exhausted(string limit, string amount, PendingCall call) =>
        new(CellErrorCode.ResourceExhausted, $"{call.Method} cannot be queued: {amount} wait already (SessionLimits.{limit}). The peer is slower than its callers; call less at once or raise the limit.")
        {
            Method = call.Method.ToString(),
        };

    private void Unlink(LinkedListNode<(PendingCall Call, ImageBuffer Request)> node)
    {
        _calls.Remove(node);
        _bytes -= node.Value.Request.Length;
        _count--;
    }
}
