using System.Collections.Concurrent;

namespace Dodeca.Http;

/// <summary>What was found for one caller since it last said that something has changed.</summary>
internal sealed class ContentCache
{
    /// <summary>How many bytes of bodies are kept; then none is added before all are forgotten.</summary>
    private const long MaxBytes = 64 << 20;

    private readonly ConcurrentDictionary<string, ServedBody> _known = new(StringComparer.Ordinal);
    private long _epoch;
    private long _bytes;

    /// <summary>Counts how often all was forgotten. Taken before somebody is asked.</summary>
    internal long Epoch => Interlocked.Read(ref _epoch);

    internal ServedBody? Find(string path) => _known.GetValueOrDefault(path);

    /// <summary>Keeps what was found, unless all was forgotten while it was looked for.</summary>
    internal void Add(string path, ServedBody body, long epoch)
    {
        if (Interlocked.Add(ref _bytes, body.Bytes.Length) > MaxBytes || !_known.TryAdd(path, body))
            Interlocked.Add(ref _bytes, -body.Bytes.Length);

        // It may have been forgotten just before.
        if (Epoch != epoch && _known.TryRemove(path, out ServedBody? stale))
            Interlocked.Add(ref _bytes, -stale.Bytes.Length);
    }

    internal void Forget()
    {
        Interlocked.Increment(ref _epoch);
        foreach (string path in _known.Keys)
        {
            if (_known.TryRemove(path, out ServedBody? gone))
                Interlocked.Add(ref _bytes, -gone.Bytes.Length);
        }
    }
}
