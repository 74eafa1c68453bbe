using System.Diagnostics.CodeAnalysis;

namespace Cells.Platform.Threads;

/// <summary>
/// A lock for a few instructions, at half the price of <see cref="Lock"/>: it knows no owner, is not entered again by who holds it, and who waits for it looks again and again
/// until it gives way to others. A field that is never copied.
/// </summary>
public struct ShortLock
{
    private const int Free = 0;
    private const int Taken = 1;

    private int _state;

    /// <summary>Takes the lock until the scope is disposed.</summary>
    [UnscopedRef]
    public Scope Hold()
    {
        Enter();
        return new Scope(ref _state);
    }

    /// <summary>Takes the lock until <see cref="Exit"/>, where that is in another method.</summary>
    public void Enter()
    {
        if (Interlocked.Exchange(ref _state, Taken) != Free)
            Wait();
    }

    /// <summary>Gives the lock back. Whoever has it.</summary>
    public void Exit() => Volatile.Write(ref _state, Free);

    private void Wait()
    {
        var wait = default(SpinWait);
        do
            wait.SpinOnce();
        while (Volatile.Read(ref _state) != Free || Interlocked.Exchange(ref _state, Taken) != Free);
    }

    /// <summary>Holds the lock.</summary>
    public readonly ref struct Scope
    {
        private readonly ref int _state;

        internal Scope(ref int state) => _state = ref state;

        /// <summary>Gives the lock back.</summary>
        public void Dispose() => Volatile.Write(ref _state, Free);
    }
}
