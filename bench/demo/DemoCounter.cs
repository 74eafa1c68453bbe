using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Cells.Bench.Demo;

/// <summary>Counts in a folder.</summary>
internal sealed class DemoCounter(string folder, int version) : IDemoCounter
{
    private readonly ConcurrentDictionary<int, CounterFile> _files = new();

    public ValueTask<Counted> AddAsync(Increment increment, CancellationToken cancellation = default)
    {
        CounterFile file = _files.GetOrAdd(increment.Client, static (client, folder) => CounterFile.Open(folder, client), folder);
        lock (file)
            file.Count(increment.Number);
        return new(new Counted(Environment.ProcessId, version));
    }

    public ValueTask CrashAsync(CancellationToken cancellation = default)
    {
        // An address that nothing is mapped at: the runtime cannot go on from there.
        Marshal.WriteByte(unchecked((nint)0x0000_5EAD_BEEF_0000), 1);
        return ValueTask.CompletedTask;
    }
}
