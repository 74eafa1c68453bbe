using Cells;

namespace DistributedBench.Contracts;

/// <summary>Runs the benchmark.</summary>
[CellContract("coordinator")]
public interface ICoordinator
{
    /// <summary>Runs the workloads asked for, one after the other, and says what came out.</summary>
    ValueTask<BenchReport> RunAsync(BenchOptions options, CancellationToken cancellation = default);
}

/// <summary>What to run; each may be left out.</summary>
/// <param name="Workloads">Some of small, bulk and pingpong. Default: all.</param>
/// <param name="Seconds">For how long each runs after its warm-up. Default: 2.</param>
/// <param name="Payload">The payload of small and bulk in bytes. Default: 1,024 and 51,200.</param>
/// <param name="Depth">How many calls of small and bulk are in flight, at all workers together. Default: 64.</param>
/// <param name="Workers">How many workers are called: 1 or 2. Default: 2.</param>
/// <param name="Transport">How they are called: shm or unix. Default: shm.</param>
[CellMessage]
public partial record BenchOptions(
    List<string>? Workloads = null,
    double? Seconds = null,
    int? Payload = null,
    int? Depth = null,
    int? Workers = null,
    string? Transport = null);

/// <summary>What came out; null for a workload that was not asked for.</summary>
/// <param name="Small">A small payload, filled by the coordinator and summed by a worker.</param>
/// <param name="Bulk">The same with a larger one.</param>
/// <param name="Pingpong">64 bytes to and fro, one call at a time, the workers in turn.</param>
[CellMessage]
public partial record BenchReport(WorkloadReport? Small, WorkloadReport? Bulk, WorkloadReport? Pingpong);

/// <summary>What a workload gave, counted by the aggregator and timed by the coordinator.</summary>
/// <param name="CallsPerSecond">Calls over seconds.</param>
/// <param name="PayloadBytes">The payload of a request.</param>
/// <param name="BytesPerSecond">Calls per second times the payload: one direction.</param>
/// <param name="InFlight">How many calls were kept in flight.</param>
/// <param name="Processes">How many processes took part: coordinator, workers, aggregator.</param>
/// <param name="Cores">How many processors they shared.</param>
/// <param name="LatencyNs">From call to reply.</param>
/// <param name="Calls">How many calls there were.</param>
/// <param name="Seconds">In which time.</param>
[CellMessage]
public partial record WorkloadReport(
    double CallsPerSecond,
    int PayloadBytes,
    double BytesPerSecond,
    int InFlight,
    int Processes,
    int Cores,
    Latency LatencyNs,
    long Calls,
    double Seconds);

/// <summary>Nanoseconds.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="P50">The median.</param>
/// <param name="P99">What 99 calls in 100 did not exceed.</param>
/// <param name="P999">What 999 calls in 1,000 did not exceed.</param>
[CellMessage]
public readonly partial record struct Latency(double Mean, double P50, double P99, double P999);
