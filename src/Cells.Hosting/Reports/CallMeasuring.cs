using System.Diagnostics.Metrics;
using Cells.Nucleus.Contracts;

namespace Cells.Hosting;

/// <summary>Counts and times the calls that this process serves, for as long as somebody looks: a call costs nothing while nobody does.</summary>
internal sealed class CallMeasuring : IDisposable
{
    private const string Duration = "rpc.server.call.duration";
    private const string ErrorTag = "error.type";
    private const string MethodTag = "rpc.method";

    /// <summary>What the supervisor asks is no work of the cell's.</summary>
    private static readonly string[] ControlMethods = [CellControlClient.Contract.Name + "/", CellProbeClient.Contract.Name + "/"];

    private readonly Lock _gate = new();
    private readonly Timer _end;
    private MeterListener? _listener;
    private long[] _durations = [];
    private long _failed;
    private long _sinceUnixMs;

    internal CallMeasuring() => _end = new Timer(static measuring => ((CallMeasuring)measuring!).End(), this, Timeout.Infinite, Timeout.Infinite);

    /// <summary>What was counted; null where nobody has asked for it.</summary>
    /// <param name="forMilliseconds">For how much longer it goes on; 0: as was said before.</param>
    internal CallFigures? Now(int forMilliseconds)
    {
        lock (_gate)
        {
            if (forMilliseconds > 0)
            {
                _end.Change(forMilliseconds, Timeout.Infinite);
                if (_listener is null)
                    Begin();
            }

            return _listener is null ? null : new CallFigures(_sinceUnixMs, Volatile.Read(ref _failed), [.. _durations]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Dispose();
        End();
    }

    private void Begin()
    {
        long[] durations = new long[CallFigures.DurationCount];
        _durations = durations;
        _failed = 0;
        _sinceUnixMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        _listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument is { Name: Duration, Meter.Name: CellTelemetry.MeterName })
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            bool failed = false;
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag.Key == MethodTag && tag.Value is string method && Array.Exists(ControlMethods, prefix => method.StartsWith(prefix, StringComparison.Ordinal)))
                    return;
                failed |= tag.Key == ErrorTag;
            }

            Interlocked.Increment(ref durations[CallFigures.EntryOf(seconds * 1_000_000)]);
            if (failed)
                Interlocked.Increment(ref _failed);
        });
        _listener.Start();
    }

    private void End()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
        }
    }
}
