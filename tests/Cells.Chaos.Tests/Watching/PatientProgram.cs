using System.Diagnostics;
using System.Runtime.InteropServices;
using Cells.Hosting;

namespace Cells.Chaos.Watching;

/// <summary>Serves <see cref="IPatient"/> with a pool that cannot grow.</summary>
internal static class PatientProgram
{
    /// <summary>The argument that runs it.</summary>
    internal const string Command = "patient";

    /// <summary>How many threads its pool has.</summary>
    internal const int Threads = 4;

    internal static async Task<int> RunAsync()
    {
        ThreadPool.SetMinThreads(Threads, Threads);
        ThreadPool.SetMaxThreads(Threads, Threads);
        return await new CellProgram([]).AddService<IPatient>(new Patient()).RunAsync();
    }

    private sealed class Patient : IPatient
    {
        public ValueTask<PatientId> AnswerAsync(CancellationToken cancellation = default) => new(new PatientId(Environment.ProcessId));

        public async ValueTask BlockAsync(CancellationToken cancellation = default)
        {
            await Task.Yield();
            Thread.Sleep(Timeout.Infinite);
        }

        public async ValueTask GoOnAsync(CancellationToken cancellation = default)
        {
            while (true)
                await Task.Delay(10, CancellationToken.None);
        }

        public async ValueTask ComputeAsync(Spell spell, CancellationToken cancellation = default) =>
            await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() => Compute(spell), cancellation)));

        public ValueTask TakeAsync(Portion portion, CancellationToken cancellation = default)
        {
            nint bytes = (nint)portion.MebiBytes << 20;
            nint taken = Marshal.AllocHGlobal(bytes);
            for (nint at = 0; at < bytes; at += 4096)
                Marshal.WriteByte(taken + at, 1);
            return ValueTask.CompletedTask;
        }

        private static void Compute(Spell spell)
        {
            long begun = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(begun).TotalMilliseconds < spell.Milliseconds)
                Thread.SpinWait(1000);
        }
    }
}
