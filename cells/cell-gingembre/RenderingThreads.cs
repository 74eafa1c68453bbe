namespace Dodeca.Templates;

/// <summary>Threads for renderings, which wait for what they ask the host: one for each at the same time, used again for the next.</summary>
internal sealed class RenderingThreads
{
    /// <summary>How long a thread waits for a rendering before it ends: longer than a build pauses, shorter than a writer does.</summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly List<RenderingThread> _idle = [];

    /// <summary>Does something on a thread where it may wait.</summary>
    internal Task<T> RunAsync<T>(Func<T> work)
    {
        var rendering = new Rendering<T>(work);
        (TakeIdle() ?? new RenderingThread(this)).Give(rendering);
        return rendering.Task;
    }

    /// <summary>The thread that has waited for the shortest time: those that are not needed end.</summary>
    private RenderingThread? TakeIdle()
    {
        lock (_gate)
        {
            if (_idle.Count == 0)
                return null;
            RenderingThread last = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return last;
        }
    }

    private abstract class Rendering
    {
        internal abstract void Work();

        /// <summary>Tells whoever waits, once the thread can be given the next.</summary>
        internal abstract void Answer();
    }

    private sealed class Rendering<T>(Func<T> work) : Rendering
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _error;

        internal Task<T> Task => _answer.Task;

        internal override void Work()
        {
            try
            {
                _result = work();
            }
            catch (Exception error)
            {
                _error = error;
            }
        }

        internal override void Answer()
        {
            if (_error is null)
                _answer.SetResult(_result!);
            else
                _answer.SetException(_error);
        }
    }

    private sealed class RenderingThread
    {
        private readonly RenderingThreads _threads;

        /// <summary>What is told through it is waited for without looking again and again: the next rendering may take a while, and others need the processor.</summary>
        private readonly object _turn = new();
        private Rendering? _next;

        internal RenderingThread(RenderingThreads threads)
        {
            _threads = threads;
            new Thread(Run) { IsBackground = true, Name = "rendering" }.Start();
        }

        internal void Give(Rendering rendering)
        {
            lock (_turn)
            {
                _next = rendering;
                Monitor.Pulse(_turn);
            }
        }

        private void Run()
        {
            // Whoever took it from the idle ones gives it something, however late.
            while (true)
            {
                if (Take() is { } rendering)
                {
                    rendering.Work();
                    MakeIdle();
                    rendering.Answer();
                }
                else if (Retire())
                {
                    return;
                }
            }
        }

        /// <summary>What it was given; null where that was nothing for a while.</summary>
        private Rendering? Take()
        {
            lock (_turn)
            {
                while (_next is null)
                {
                    if (!Monitor.Wait(_turn, IdleTime))
                        break;
                }

                Rendering? given = _next;
                _next = null;
                return given;
            }
        }

        private void MakeIdle()
        {
            lock (_threads._gate)
                _threads._idle.Add(this);
        }

        private bool Retire()
        {
            lock (_threads._gate)
                return _threads._idle.Remove(this);
        }
    }
}
