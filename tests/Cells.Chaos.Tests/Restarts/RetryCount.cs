using System.Diagnostics.Metrics;

namespace Cells.Chaos.Restarts;

/// <summary>Listens to what the framework counts: calls made again, and sessions opened again.</summary>
internal sealed class RetryCount : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _notStarted;
    private long _idempotent;
    private long _reconnects;

    internal RetryCount()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Cells", Name: "cells.client.retries" or "cells.client.reconnects" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, measurement, tags, _) => Count(instrument.Name, measurement, tags));
        _listener.Start();
    }

    internal long NotStarted => Interlocked.Read(ref _notStarted);

    internal long Idempotent => Interlocked.Read(ref _idempotent);

    internal long Reconnects => Interlocked.Read(ref _reconnects);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Count(string name, long count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (name == "cells.client.reconnects")
        {
            Interlocked.Add(ref _reconnects, count);
            return;
        }

        foreach ((string key, object? value) in tags)
        {
            if (key == "cells.retry.reason")
                Interlocked.Add(ref value is "idempotent" ? ref _idempotent : ref _notStarted, count);
        }
    }
}
