using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Cells.Platform.Native;
using Cells.Platform.Threads;

namespace Cells.Platform.Polling;

/// <summary>
/// Reads many sources with one thread at a time, the leader, which also runs what their messages lead to. A sentinel wakes up
/// each millisecond while there is traffic, and only then: where the leader is stuck in user code it lets another thread lead.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Lives as long as its process.")]
public sealed class Reactor : IWatchedReader
{
    /// <summary>How many threads may at most be stuck in user code beside the one that leads. Beyond that, a stuck handler stalls the others.</summary>
    public const int MaxThreads = 256;

    /// <summary>How long a source that has had no traffic waits at most while others have some, in microseconds.</summary>
    private const int MicrosecondsBetweenEpollLooks = 20;

    /// <summary>How often in a row a source is polled for nothing before epoll watches it again.</summary>
    private const int MaxEmptyPolls = 4000;

    /// <summary>The clock is looked at once in so many polls: a look takes as long as a poll.</summary>
    private const int PollsBetweenClockLooks = 8;

    private static readonly long TicksBetweenEpollLooks = Stopwatch.Frequency / 1_000_000 * MicrosecondsBetweenEpollLooks;

    private readonly Epoll _epoll = new();
    private readonly SourceTable _sources = new();
    private readonly HotSources _hot = new();
    private readonly Lock _handBackGate = new();
    private readonly List<PolledSource> _handedBack = [];

    private SpinBudget _spin = SpinBudget.Create();
    private long _progress;
    private int _threads;
    private long _lease;
    private PolledSource? _current;
    private long _systemCalls;
    private int _leader;

    private Reactor()
    {
        Sentinel.Shared.Watch(this);
        Sentinel.Shared.LookAfter(ArmHandedBack);
        StartLeader(_lease, takenOver: null);
    }

    /// <summary>The reactor of this process; it starts with first use.</summary>
    public static Reactor Shared { get; } = new();

    /// <summary>How many calls of epoll the leader has made.</summary>
    public long SystemCalls => Volatile.Read(ref _systemCalls);

    /// <inheritdoc/>
    ReadingTurn? IWatchedReader.CurrentTurn => Volatile.Read(ref _current)?.Turn;

    /// <inheritdoc/>
    int IWatchedReader.ThreadId => Volatile.Read(ref _leader);

    /// <summary>Begins to watch a source.</summary>
    public void Register(PolledSource source)
    {
        source.Registered = true;
        source.Armed = true;
        _sources.Add(source);
        _epoll.Add(source.Descriptor, source.Key, Constants.EpollIn | Constants.EpollOneShot);
    }

    /// <summary>Stops watching a source.</summary>
    public void Unregister(PolledSource source)
    {
        if (_sources.TryRemove(source))
        {
            source.Registered = false;
            _epoll.Remove(source.Descriptor);
        }
    }

    /// <summary>Lets epoll watch for room to send, beside whatever else it watches for.</summary>
    public void WatchForRoom(PolledSource source)
    {
        if (source.Registered)
            _epoll.Modify(source.Descriptor, source.Key, Constants.EpollIn | Constants.EpollOut | Constants.EpollOneShot);
    }

    /// <summary>A thread that read for itself stops doing so; the leader will look after the source again, at the latest after two ticks.</summary>
    /// <param name="source">The source, no longer read.</param>
    /// <param name="urgent">Whether somebody else waits for what it may bring.</param>
    public void HandBack(PolledSource source, bool urgent)
    {
        if (urgent)
        {
            Arm(source);
            return;
        }

        if (Interlocked.Exchange(ref source.HandedBack, 1) == 0)
        {
            lock (_handBackGate)
                _handedBack.Add(source);
        }

        Sentinel.Shared.Wake();
    }

    /// <summary>Stops epoll from watching a source that a thread is about to wait for by itself.</summary>
    public void Disarm(PolledSource source)
    {
        if (!source.Armed)
            return;
        source.Armed = false;
        _epoll.Modify(source.Descriptor, source.Key, Constants.EpollOneShot);
    }

    internal void Arm(PolledSource source)
    {
        if (!source.Registered)
            return;
        source.Armed = true;

        // A connected socket has room, so that asking for it brings the source back at once.
        bool returnsAtOnce = !source.TryPrepareToSleep();
        uint interest = Constants.EpollIn | Constants.EpollOneShot | (returnsAtOnce || source.WantsToWrite ? Constants.EpollOut : 0);
        _epoll.Modify(source.Descriptor, source.Key, interest);
    }

    /// <summary>Called by the sentinel once a tick: sources that nobody has read since the last tick go back to epoll.</summary>
    private bool ArmHandedBack(List<PolledSource> seenLastTick)
    {
        lock (_handBackGate)
        {
            for (int i = _handedBack.Count - 1; i >= 0; i--)
            {
                PolledSource source = _handedBack[i];
                if (!seenLastTick.Remove(source))
                    continue;
                _handedBack.RemoveAt(i);
                Volatile.Write(ref source.HandedBack, 0);
                Arm(source);
            }

            seenLastTick.Clear();
            seenLastTick.AddRange(_handedBack);
            return _handedBack.Count > 0;
        }
    }

    /// <inheritdoc/>
    void IWatchedReader.Replace(ReadingTurn turn, ulong observed)
    {
        PolledSource? stuck = Volatile.Read(ref _current);
        if (stuck is null || !ReferenceEquals(stuck.Turn, turn) || Volatile.Read(ref _threads) >= MaxThreads || !turn.TryDepose(observed))
            return;

        long lease = Interlocked.Increment(ref _lease);
        StartLeader(lease, stuck);
    }

    private void StartLeader(long lease, PolledSource? takenOver)
    {
        Interlocked.Increment(ref _threads);
        var thread = new Thread(() => Run(lease, takenOver)) { IsBackground = true, Name = "cells-reactor" };
        thread.UnsafeStart();
    }

    private void Run(long lease, PolledSource? takenOver)
    {
        Volatile.Write(ref _leader, ThreadStatus.CurrentId);
        if (takenOver is not null)
        {
            _current = takenOver;
            takenOver.TakeOver();
            if (!ReadOwned(takenOver))
            {
                Interlocked.Decrement(ref _threads);
                return;
            }
        }

        Lead(lease);
        Interlocked.Decrement(ref _threads);
    }

    private void Lead(long lease)
    {
        Pace pace = default;
        pace.StartAt(Stopwatch.GetTimestamp());
        while (Volatile.Read(ref _lease) == lease && TryTurn(ref pace))
        {
        }
    }

    /// <summary>
    /// One turn of the leader. A method of its own, so that it is compiled anew in the background as it gets hot: a loop that never ends is compiled, all of it, by the thread that runs it,
    /// and whoever calls this process waits for ten milliseconds.
    /// </summary>
    /// <returns>False where another thread leads.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryTurn(ref Pace pace)
    {
        bool looksAtClock = ++pace.Polls % PollsBetweenClockLooks == 0;
        switch (PollHot())
        {
            case ReadOutcome.Deposed:
                return false;
            case ReadOutcome.Progress:
                pace.LastProgress = Pace.JustNow;
                break;
            default:
                if (_hot.Count > 0 && pace.Idle < _spin.Ticks)
                {
                    looksAtClock |= _spin.Relax(pace.Idle);
                    break;
                }

                _spin.Miss();
                Block();
                pace.StartAt(Stopwatch.GetTimestamp());
                return true;
        }

        if (looksAtClock)
            LookAtClock(ref pace);
        return true;
    }

    private void LookAtClock(ref Pace pace)
    {
        pace.Now = Stopwatch.GetTimestamp();
        if (pace.LastProgress == Pace.JustNow)
        {
            pace.LastProgress = pace.Now;
            _spin.Hit();
            Sentinel.Shared.Wake();
        }

        if (pace.Now - pace.LastLook < TicksBetweenEpollLooks)
            return;
        pace.LastLook = pace.Now;
        Collect(timeoutMilliseconds: 0);
    }

    private ReadOutcome PollHot()
    {
        ReadOutcome best = ReadOutcome.Nothing;
        for (int i = _hot.Count - 1; i >= 0; i--)
        {
            PolledSource source = _hot[i];
            bool isFree = source.Turn.IsFree;
            if (isFree && !source.MayRead())
            {
                CountEmptyPoll(i);
                continue;
            }

            if (!isFree || !source.Turn.TryBegin())
            {
                // Somebody reads for itself, and hands back when it is done.
                _hot.RemoveAt(i);
                continue;
            }

            _current = source;
            ReadOutcome outcome = source.Read();
            switch (outcome)
            {
                case ReadOutcome.Deposed:
                    return ReadOutcome.Deposed;
                case ReadOutcome.Ended:
                    _hot.RemoveAt(i);
                    source.Turn.End();
                    break;
                case ReadOutcome.Progress:
                    source.LastProgress = ++_progress;
                    source.EmptyPolls = 0;
                    source.Turn.End();
                    best = ReadOutcome.Progress;
                    break;
                default:
                    source.Turn.End();
                    CountEmptyPoll(i);
                    break;
            }
        }

        if (_current is not null)
            _current = null;
        return best;
    }

    /// <summary>However busy the others are, a source that is silent for long goes back to epoll, which tells of its end as well.</summary>
    private void CountEmptyPoll(int index)
    {
        PolledSource silent = _hot[index];
        if (++silent.EmptyPolls <= MaxEmptyPolls)
            return;
        silent.EmptyPolls = 0;
        _hot.RemoveAt(index);
        Arm(silent);
    }

    private bool ReadOwned(PolledSource source)
    {
        ReadOutcome outcome = source.Read();
        if (outcome == ReadOutcome.Deposed)
            return false;
        _current = null;
        source.Turn.End();
        if (outcome != ReadOutcome.Ended && !_hot.Contains(source) && !_hot.TryAdd(source))
            Arm(source);
        return true;
    }

    private void Block()
    {
        while (_hot.Count > 0)
        {
            PolledSource source = _hot[_hot.Count - 1];
            _hot.RemoveAt(_hot.Count - 1);
            Arm(source);
        }

        long before = Stopwatch.GetTimestamp();
        Collect(timeoutMilliseconds: -1);
        _spin.Blocked(Stopwatch.GetTimestamp() - before);
        Sentinel.Shared.Wake();
    }

    private void Collect(int timeoutMilliseconds)
    {
        Volatile.Write(ref _systemCalls, _systemCalls + 1);
        int count = _epoll.Wait(timeoutMilliseconds);
        for (int i = 0; i < count; i++)
        {
            (ulong key, uint kind) = _epoll.Event(i);
            if (_sources.Find(key) is not { } source)
                continue;

            source.Armed = false;
            if ((kind & Constants.EpollOut) != 0)
                source.Write();
            if (!_hot.Contains(source) && !_hot.TryAdd(source))
                MakeRoomFor(source);
        }
    }

    /// <summary>Puts the source that has been quiet for longest back under epoll.</summary>
    private void MakeRoomFor(PolledSource source)
    {
        int quietest = 0;
        for (int i = 1; i < _hot.Count; i++)
        {
            if (_hot[i].LastProgress < _hot[quietest].LastProgress)
                quietest = i;
        }

        PolledSource evicted = _hot[quietest];
        _hot.RemoveAt(quietest);
        _hot.TryAdd(source);
        Arm(evicted);
    }

    /// <summary>What the leader knows of the time, in units of <see cref="Stopwatch"/>.</summary>
    private struct Pace
    {
        /// <summary>For <see cref="LastProgress"/>: since the clock was looked at.</summary>
        internal const long JustNow = -1;

        /// <summary>The turns so far.</summary>
        internal uint Polls;

        /// <summary>When the clock was looked at last.</summary>
        internal long Now;

        /// <summary>When something came.</summary>
        internal long LastProgress;

        /// <summary>When epoll was asked.</summary>
        internal long LastLook;

        /// <summary>For how long nothing has come.</summary>
        internal readonly long Idle => LastProgress == JustNow ? 0 : Now - LastProgress;

        internal void StartAt(long now) => Now = LastProgress = LastLook = now;
    }
}
