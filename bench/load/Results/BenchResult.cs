using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cells.Bench.Load;

/// <summary>
/// What one run gave. <see cref="CallsPerSecond"/> is <see cref="Calls"/> over <see cref="Seconds"/>, and <see cref="BytesPerSecond"/> that
/// times <see cref="PayloadBytes"/>: one direction. An idle run makes no calls; its three figures per call are those of the whole run.
/// </summary>
public sealed record BenchResult
{
    /// <summary>The workload's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>The transport's name.</summary>
    public required string Transport { get; init; }

    /// <summary>Whether the same payload was sent each time and only its length read.</summary>
    public required bool Untouched { get; init; }

    /// <summary>How many processes took part.</summary>
    public required int Processes { get; init; }

    /// <summary>How many processors each of them had.</summary>
    public required int Cores { get; init; }

    /// <summary>The payload of a request.</summary>
    public required int PayloadBytes { get; init; }

    /// <summary>How many calls were kept in flight.</summary>
    public required int InFlight { get; init; }

    /// <summary>How many calls came back.</summary>
    public required long Calls { get; init; }

    /// <summary>In which time.</summary>
    public required double Seconds { get; init; }

    /// <summary>Their rate.</summary>
    public required double CallsPerSecond { get; init; }

    /// <summary>The payload's rate, one direction.</summary>
    public required double BytesPerSecond { get; init; }

    /// <summary>From call to reply.</summary>
    public required LatencyResult? LatencyNs { get; init; }

    /// <summary>Processor time, user and system.</summary>
    public required SidesResult CpuNsPerCall { get; init; }

    /// <summary>Bytes allocated on the managed heap.</summary>
    public required SidesResult AllocatedBytesPerCall { get; init; }

    /// <summary>System calls of the session and the reactor: receive, send, and waiting for either.</summary>
    public required SidesResult SyscallsPerCall { get; init; }

    /// <summary>The same exchange without the framework.</summary>
    public required RawResult? Raw { get; init; }

    /// <summary>The workload's figure over that of <see cref="Raw"/>, the better of its forms.</summary>
    public required double? RatioToRaw { get; init; }

    /// <summary>Those of <see cref="SyscallsPerCall"/> that sent; only where asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SidesResult? SendsPerCall { get; init; }

    /// <summary>The form of the payload; only where asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Form { get; init; }

    /// <summary>The figure that the workload is about; null for one that has none.</summary>
    /// <param name="figure">Which it is.</param>
    public double? Figure(MainFigure figure) => figure switch
    {
        MainFigure.MedianLatency => LatencyNs?.P50,
        MainFigure.CallsPerSecond => CallsPerSecond,
        MainFigure.BytesPerSecond => BytesPerSecond,
        _ => null,
    };

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, BenchJson.Default.BenchResult);
}

/// <summary>How results are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BenchResult))]
internal sealed partial class BenchJson : JsonSerializerContext;
