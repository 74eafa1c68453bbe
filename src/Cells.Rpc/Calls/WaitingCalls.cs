using System.Diagnostics.CodeAnalysis;
using Cells.Binding;

namespace Cells.Rpc.Calls;

/// <summary>
/// Built requests that cannot go yet, in order, those of each depth in a row of their own: calls never wait for others that wait for them.
/// Bounded in calls and bytes. Those are held apart of which is not known yet whether they may go at all, so that others pass them.
/// </summary>
/// <param name="limits">How many may wait.</param>
/// <param name="isHeld">Whether a method's calls are to be held; null: none is.</param>
internal sealed class WaitingCalls(SessionLimits limits, Func<MethodDescriptor, bool>? isHeld = null)
{
    private readonly Lock _gate = new();
    private readonly List<LinkedList<(PendingCall Call, ImageBuffer Request)>> _rows = [];
    private readonly LinkedList<(PendingCall Call, ImageBuffer Request)> _held = [];
    private long _bytes;
    private bool _closed;
    private volatile int _count;
    private volatile int _heldCount;

    /// <summary>How many wait for their turn.</summary>
    internal int Count => _count;

    /// <summary>Whether calls of a depth wait for their turn, which another one may not overtake.</summary>
    internal bool IsWaitingAt(int depth)
    {
        if (_count == 0)
            return false;
        lock (_gate)
            return depth < _rows.Count && _rows[depth].Count > 0;
    }

    /// <summary>How many are held.</summary>
    internal int HeldCount => _heldCount;

    /// <summary>Queues a call and retains its request.</summary>
    /// <exception cref="CellException"><see cref="CellErrorCode.ResourceExhausted"/>: a limit is reached.</exception>
    /// <returns>False where no call will ever go any more.</returns>
    internal bool TryAdd(PendingCall call, ImageBuffer request)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            if (_count + _heldCount >= limits.MaxQueuedCalls)
                throw Exhausted(nameof(SessionLimits.MaxQueuedCalls), $"{limits.MaxQueuedCalls} calls", call);
            if (_count + _heldCount > 0 && _bytes + request.Length > limits.MaxQueuedBytes)
                throw Exhausted(nameof(SessionLimits.MaxQueuedBytes), $"{limits.MaxQueuedBytes} bytes of requests", call);

            request.Retain();
            _bytes += request.Length;
            AddLast(isHeld?.Invoke(call.Method) == true ? _held : RowOf(call), (call, request));
            return true;
        }
    }

    /// <summary>
    /// Moves the first call of the deepest row that the table has room for to it, in one step as seen by <see cref="TryRemove"/>: a call is in one of the two or has its outcome.
    /// The caller sends the request and releases it.
    /// </summary>
    internal bool TryPromote(CallTable table, [NotNullWhen(true)] out PendingCall? call, [NotNullWhen(true)] out ImageBuffer? request)
    {
        lock (_gate)
        {
            for (int depth = _rows.Count - 1; depth >= 0; depth--)
            {
                while (_rows[depth].First is { } first)
                {
                    if (isHeld?.Invoke(first.Value.Call.Method) == true)
                    {
                        Move(first, _held);
                        continue;
                    }

                    if (!table.TryAdd(first.Value.Call, out _))
                        break;
                    (call, request) = first.Value;
                    Unlink(first);
                    return true;
                }
            }

            (call, request) = (null, null);
            return false;
        }
    }

    /// <summary>Lets the calls of a contract wait for their turn that were held.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="mayGo">Which of its methods may be called.</param>
    /// <returns>The calls of the others, which wait no longer. The caller releases their requests.</returns>
    internal List<(PendingCall Call, ImageBuffer Request)> Release(ContractDescriptor contract, Func<MethodDescriptor, bool> mayGo)
    {
        var refused = new List<(PendingCall, ImageBuffer)>();
        lock (_gate)
        {
            LinkedListNode<(PendingCall Call, ImageBuffer Request)>? next;
            for (var node = _held.First; node is not null; node = next)
            {
                next = node.Next;
                if (!ReferenceEquals(node.Value.Call.Method.Owner, contract))
                    continue;
                if (mayGo(node.Value.Call.Method))
                {
                    Move(node, RowOf(node.Value.Call));
                }
                else
                {
                    refused.Add(node.Value);
                    Unlink(node);
                }
            }
        }

        return refused;
    }

    /// <summary>Removes a call that its caller gives up.</summary>
    internal bool TryRemove(PendingCall call)
    {
        if (_count + _heldCount == 0)
            return false;

        ImageBuffer? request = null;
        lock (_gate)
        {
            if ((FindNode(RowOf(call), call) ?? FindNode(_held, call)) is { } node)
            {
                request = node.Value.Request;
                Unlink(node);
            }
        }

        request?.Release();
        return request is not null;
    }

    /// <summary>Removes the calls whose callers' tokens have fired.</summary>
    internal List<PendingCall> RemoveCancelled()
    {
        var cancelled = new List<PendingCall>();
        lock (_gate)
        {
            RemoveWhere(_held, static call => call.Cancellation.IsCancellationRequested, cancelled);
            foreach (var row in _rows)
                RemoveWhere(row, static call => call.Cancellation.IsCancellationRequested, cancelled);
        }

        return cancelled;
    }

    /// <summary>Removes the calls whose deadline has passed.</summary>
    /// <returns>Whether calls with a deadline remain.</returns>
    internal bool RemoveOverdue(long now, List<PendingCall> overdue)
    {
        if (_count + _heldCount == 0)
            return false;
        lock (_gate)
        {
            bool more = RemoveOverdue(_held, now, overdue);
            foreach (var row in _rows)
                more |= RemoveOverdue(row, now, overdue);
            return more;
        }
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

    private static LinkedListNode<(PendingCall Call, ImageBuffer Request)>? FindNode(LinkedList<(PendingCall Call, ImageBuffer Request)> calls, PendingCall call)
    {
        var node = calls.First;
        while (node is not null && !ReferenceEquals(node.Value.Call, call))
            node = node.Next;
        return node;
    }

    private bool RemoveOverdue(LinkedList<(PendingCall Call, ImageBuffer Request)> calls, long now, List<PendingCall> overdue)
    {
        RemoveWhere(calls, call => call.DeadlineTick <= now, overdue);
        return calls.Any(static waiting => waiting.Call.DeadlineTick != long.MaxValue);
    }

    private void RemoveWhere(LinkedList<(PendingCall Call, ImageBuffer Request)> calls, Predicate<PendingCall> condition, List<PendingCall> removed)
    {
        LinkedListNode<(PendingCall Call, ImageBuffer Request)>? next;
        for (var node = calls.First; node is not null; node = next)
        {
            next = node.Next;
            if (!condition(node.Value.Call))
                continue;
            removed.Add(node.Value.Call);
            Unlink(node);
            node.Value.Request.Release();
        }
    }

    private List<(PendingCall Call, ImageBuffer Request)> Empty()
    {
        List<(PendingCall, ImageBuffer)> all = [.. _held, .. _rows.SelectMany(static row => row)];
        _held.Clear();
        _rows.Clear();
        _heldCount = _count = 0;
        _bytes = 0;
        return all;
    }

    private static CellException Exhausted(string limit, string amount, PendingCall call) =>
        new(CellErrorCode.ResourceExhausted, $"{call.Method} cannot be queued: {amount} wait already (SessionLimits.{limit}). The peer is slower than its callers; call less at once or raise the limit.")
        {
            Method = call.Method.ToString(),
        };

    private LinkedList<(PendingCall Call, ImageBuffer Request)> RowOf(PendingCall call)
    {
        while (_rows.Count <= call.Depth)
            _rows.Add([]);
        return _rows[call.Depth];
    }

    private void AddLast(LinkedList<(PendingCall Call, ImageBuffer Request)> calls, (PendingCall Call, ImageBuffer Request) call)
    {
        calls.AddLast(call);
        Counted(calls, 1);
    }

    private void Move(LinkedListNode<(PendingCall Call, ImageBuffer Request)> node, LinkedList<(PendingCall Call, ImageBuffer Request)> target)
    {
        Counted(node.List!, -1);
        node.List!.Remove(node);
        target.AddLast(node);
        Counted(target, 1);
    }

    private void Unlink(LinkedListNode<(PendingCall Call, ImageBuffer Request)> node)
    {
        Counted(node.List!, -1);
        node.List!.Remove(node);
        _bytes -= node.Value.Request.Length;
    }

    private void Counted(LinkedList<(PendingCall Call, ImageBuffer Request)> calls, int change)
    {
        if (ReferenceEquals(calls, _held))
            _heldCount += change;
        else
            _count += change;
    }
}
