using System.Globalization;
using DistributedBench.Contracts;

namespace DistributedBench.Coordinator;

/// <summary>The options, checked and complete.</summary>
internal sealed record Plan(IReadOnlyList<string> Workloads, TimeSpan Duration, int? Payload, int Depth, int Workers, string Transport)
{
    public const string Small = "small";
    public const string Bulk = "bulk";
    public const string Pingpong = "pingpong";
    public const string SharedMemory = "shm";

    private const double MaxSeconds = 60;
    private const double MinSeconds = 0.1;
    private const int MaxDepth = 1024;
    private const int MaxPayload = 1_000_000;
    private const int MaxWorkers = 2;

    private static readonly string[] AllWorkloads = [Small, Bulk, Pingpong];
    private static readonly string[] AllTransports = [SharedMemory, "unix"];

    /// <exception cref="ArgumentException">An option is wrong.</exception>
    public static Plan From(BenchOptions options)
    {
        List<string> workloads = options.Workloads ?? [.. AllWorkloads];
        if (workloads.Count == 0)
            throw Wrong("workloads", "an empty list", $"one or more of {string.Join(", ", AllWorkloads)}");
        foreach (string workload in workloads)
            RequireOneOf("workloads", workload, AllWorkloads);
        string transport = options.Transport ?? SharedMemory;
        RequireOneOf("transport", transport, AllTransports);

        int workers = (int)InRange("workers", options.Workers ?? MaxWorkers, 1, MaxWorkers);
        return new Plan(
            workloads,
            TimeSpan.FromSeconds(InRange("seconds", options.Seconds ?? 2, MinSeconds, MaxSeconds)),
            options.Payload is { } payload ? (int)InRange("payload", payload, 1, MaxPayload) : null,
            (int)InRange("depth", options.Depth ?? 64, workers, MaxDepth),
            workers,
            transport);
    }

    private static void RequireOneOf(string option, string value, string[] allowed)
    {
        if (!allowed.Contains(value))
            throw Wrong(option, $"'{value}'", string.Join(", ", allowed));
    }

    private static double InRange(string option, double value, double min, double max) => value >= min && value <= max
        ? value
        : throw Wrong(option, value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{min} to {max}"));

    private static ArgumentException Wrong(string option, string value, string allowed) =>
        new($"The option '{option}' is {value}; allowed: {allowed}.");
}
