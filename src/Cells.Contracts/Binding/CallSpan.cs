using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cells.Binding;

/// <summary>
/// One side of a call as OpenTelemetry sees it: a span, and a duration. Names and attributes are those of its semantic conventions for RPC, 1.40. Nothing is made
/// of it unless somebody listens.
/// </summary>
public sealed class CallSpan
{
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";
    private const string SystemName = "cells";

    private readonly MethodDescriptor _method;
    private readonly Histogram<double> _duration;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Activity? _activity;

    private CallSpan(MethodDescriptor method, Histogram<double> duration, Activity? activity)
    {
        (_method, _duration, _activity) = (method, duration, activity);
        activity?.SetTag("rpc.system.name", SystemName).SetTag("rpc.method", method.FullName);
    }

    /// <summary>Whether anybody listens to spans or durations of calls.</summary>
    public static bool IsObserved => CellTelemetry.IsSupported && CallInstruments.HaveListeners;

    /// <summary>A call is made: a child of the current activity.</summary>
    /// <param name="method">Which.</param>
    /// <param name="metadata">What travels with it; the trace context is added.</param>
    public static CallSpan BeginClient(MethodDescriptor method, ref CallMetadata metadata)
    {
        Activity? current = Activity.Current;
        Activity? activity = CallInstruments.Source.StartActivity(method.FullName, ActivityKind.Client);
        if ((activity ?? current) is { IdFormat: ActivityIdFormat.W3C, Id: { } id } context)
        {
            metadata = metadata.With(TraceParent, id);
            if (context.TraceStateString is { Length: > 0 } state)
                metadata = metadata.With(TraceState, state);
        }

        // What the caller does meanwhile is not part of the call.
        Activity.Current = current;
        return new CallSpan(method, CallInstruments.ClientDuration, activity);
    }

    /// <summary>A call is served: a child of the caller's span. It is the current activity until <see cref="Leave"/>, and for what the handler begins.</summary>
    /// <param name="method">Which.</param>
    /// <param name="metadata">What travelled with it.</param>
    public static CallSpan EnterServer(MethodDescriptor method, CallMetadata metadata)
    {
        Activity.Current = null;
        ActivityContext parent = ActivityContext.TryParse(metadata[TraceParent], metadata[TraceState], isRemote: true, out ActivityContext sent) ? sent : default;
        return new CallSpan(method, CallInstruments.ServerDuration, CallInstruments.Source.StartActivity(method.FullName, ActivityKind.Server, parent));
    }

    /// <summary>The handler has returned; what it has begun goes on in its span.</summary>
    public static void Leave() => Activity.Current = null;

    /// <summary>The outcome is there.</summary>
    /// <param name="error">What went wrong; null where nothing did.</param>
    public void End(Exception? error)
    {
        string? code = error is null ? null : CodeOf(error).ToString();
        if (_duration.Enabled)
            Record(code);
        if (_activity is not { } activity)
            return;

        if (code is not null)
        {
            activity.SetTag("error.type", code).SetTag("rpc.response.status_code", code);

            // To the cell, a declared fault and a caller that has left are outcomes like others.
            if (activity.Kind == ActivityKind.Client || error is not (CellFaultException or OperationCanceledException))
                activity.SetStatus(ActivityStatusCode.Error, error!.Message);
        }

        Activity? current = Activity.Current;
        activity.Stop();
        Activity.Current = current;
    }

    private static CellErrorCode CodeOf(Exception error) => error switch
    {
        CellException cell => cell.Code,
        OperationCanceledException => CellErrorCode.Cancelled,
        _ => CellErrorCode.RemoteException,
    };

    private void Record(string? code)
    {
        var tags = new TagList { { "rpc.system.name", SystemName }, { "rpc.method", _method.FullName } };
        if (code is not null)
        {
            tags.Add("error.type", code);
            tags.Add("rpc.response.status_code", code);
        }

        _duration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, tags);
    }
}
