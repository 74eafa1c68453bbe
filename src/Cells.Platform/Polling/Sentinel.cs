using System.Diagnostics.CodeAnalysis;
using Cells.Platform.Threads;

namespace Cells.Platform.Polling;

/// <summary>Looks after the threads that read, once a millisecond while there is traffic. Without traffic it sleeps.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Lives as long as its process.")]
public sealed class Sentinel
{
    private const int TickMilliseconds = 1;
    private const int QuietTicksBeforeSleep = 16;
    private const int TicksBeforeReplacingBusy = 10;
    private const int Slots = 64;

    private readonly SemaphoreSlim _wake = new(0);
    private readonly IWatchedReader?[] _readers = new IWatchedReader?[Slots];
    private readonly Seen[] _seen = new Seen[Slots];
    private readonly List<PolledSource> _handedBack = [];
    private Func<List<PolledSource>, bool>? _armHandedBack;
    private int _asleep;
    private int _touched;

    private Sentinel() => new Thread(Run) { IsBackground = true, Name = "cells-sentinel" }.UnsafeStart();

    /// <summary>The sentinel of this process; it starts with first use.</summary>
    public static Sentinel Shared { get; } = new();

    /// <summary>Watches a reader until <see cref="Forget"/>.</summary>
    /// <returns>What to give to <see cref="Forget"/>; -1 where there is no room and the reader is not watched.</returns>
    public int Watch(IWatchedReader reader)
    {
        int first = Environment.CurrentManagedThreadId % Slots;
        for (int i = 0; i < Slots; i++)
        {
            int slot = (first + i) % Slots;
            if (_readers[slot] is null && Interlocked.CompareExchange(ref _readers[slot], reader, null) is null)
            {
                Wake();
                return slot;
            }
        }

        return -1;
    }

    /// <summary>Watches a reader no longer.</summary>
    public void Forget(int slot)
    {
        if (slot >= 0)
            Volatile.Write(ref _readers[slot], null);
    }

    /// <summary>There is traffic.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _touched) == 0)
        {
            // It says that it sleeps and then looks at the mark; this sets the mark and then looks whether it sleeps.
            Volatile.Write(ref _touched, 1);
            Interlocked.MemoryBarrier();
        }

        if (Volatile.Read(ref _asleep) != 0 && Interlocked.Exchange(ref _asleep, 0) != 0)
            _wake.Release();
    }

    /// <summary>Once a tick, sources that were handed back are armed again by <paramref name="arm"/>.</summary>
    internal void LookAfter(Func<List<PolledSource>, bool> arm) => Volatile.Write(ref _armHandedBack, arm);

    private void Run()
    {
        int quiet = 0;
        while (true)
        {
            Thread.Sleep(TickMilliseconds);
            bool active = Interlocked.Exchange(ref _touched, 0) != 0;
            active |= Volatile.Read(ref _armHandedBack)?.Invoke(_handedBack) ?? false;
            active |= LookAtReaders();

            quiet = active ? 0 : quiet + 1;
            if (quiet >= QuietTicksBeforeSleep)
            {
                SleepUntilWoken();
                quiet = 0;
            }
        }
    }

    private bool LookAtReaders()
    {
        bool any = false;
        for (int i = 0; i < Slots; i++)
        {
            IWatchedReader? reader = Volatile.Read(ref _readers[i]);
            ReadingTurn? turn = reader?.CurrentTurn;
            ulong word = turn?.Word ?? 0;
            ref Seen seen = ref _seen[i];
            if (turn is null || !ReferenceEquals(turn, seen.Turn) || word != seen.Word)
            {
                seen = new Seen { Turn = turn, Word = word };
            }
            else if (ReadingTurn.IsInUserCode(word))
            {
                // A thread that waits for something is stuck. One that computes, or that the kernel does not let run, gets more time.
                seen.Ticks++;
                if (seen.Ticks >= TicksBeforeReplacingBusy || ThreadStatus.IsWaiting(reader!.ThreadId))
                    reader!.Replace(turn, word);
            }

            any |= turn is not null;
        }

        return any;
    }

    /// <summary>Announces, looks again, sleeps: a wake-up between the look and the sleep finds the mark and releases.</summary>
    private void SleepUntilWoken()
    {
        Volatile.Write(ref _asleep, 1);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _touched) == 0)
            _wake.Wait();
        else if (Interlocked.Exchange(ref _asleep, 0) == 0)
            _wake.Wait();
    }

    private struct Seen
    {
        public ReadingTurn? Turn;
        public ulong Word;
        public int Ticks;
    }
}
