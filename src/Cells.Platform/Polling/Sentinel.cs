using System.Diagnostics.CodeAnalysis;

namespace Cells.Platform.Polling;

/// <summary>Looks after the reactor once a millisecond while there is traffic. Without traffic it sleeps.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Lives as long as its process.")]
internal sealed class Sentinel
{
    private const int TickMilliseconds = 1;
    private const int QuietTicksBeforeSleep = 16;

    private readonly Reactor _reactor;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly List<PolledSource> _handedBack = [];
    private int _asleep;
    private int _touched;

    internal Sentinel(Reactor reactor)
    {
        _reactor = reactor;
        new Thread(Run) { IsBackground = true, Name = "cells-sentinel" }.UnsafeStart();
    }

    /// <summary>There is traffic.</summary>
    internal void Wake()
    {
        if (Volatile.Read(ref _touched) == 0)
            Volatile.Write(ref _touched, 1);
        if (Volatile.Read(ref _asleep) != 0 && Interlocked.Exchange(ref _asleep, 0) != 0)
            _wake.Release();
    }

    private void Run()
    {
        int quiet = 0;
        PolledSource? suspect = null;
        ulong word = 0;
        while (true)
        {
            Thread.Sleep(TickMilliseconds);
            bool active = Interlocked.Exchange(ref _touched, 0) != 0;
            active |= _reactor.ArmHandedBack(_handedBack);

            PolledSource? current = _reactor.Current;
            ulong now = current?.OwnerWord ?? 0;
            if (current is not null && ReferenceEquals(current, suspect) && now == word && PolledSource.IsInUserCode(now))
                _reactor.Replace(current, now);
            active |= current is not null;
            suspect = current;
            word = now;

            quiet = active ? 0 : quiet + 1;
            if (quiet < QuietTicksBeforeSleep)
                continue;

            // Announce, look again, sleep: a Wake between the look and the sleep finds the mark and releases.
            Volatile.Write(ref _asleep, 1);
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _touched) == 0 && _reactor.Current is null)
                _wake.Wait();
            Volatile.Write(ref _asleep, 0);
            quiet = 0;
        }
    }
}
