using System.Globalization;
using Cells.Toml;

namespace Cells.Bench.Load;

/// <summary>What to measure: checked and complete.</summary>
public sealed record BenchPlan
{
    /// <summary>For how long a run measures, unless told otherwise.</summary>
    public const double DefaultSeconds = 5;

    /// <summary>For how long an idle session is watched, unless told otherwise.</summary>
    public const double DefaultIdleSeconds = 10;

    /// <summary>The longest a run may measure.</summary>
    public const double MaxSeconds = 3600;

    /// <summary>The shortest.</summary>
    public const double MinSeconds = 0.1;

    /// <summary>The most calls in flight: what a session allows its peer by default.</summary>
    public const int MaxDepth = 1024;

    /// <summary>The largest payload: 1 GiB.</summary>
    public const int MaxPayloadBytes = 1 << 30;

    /// <summary>The most that all payloads in flight may come to: as many of 16 MiB as are in flight by default, or one of the largest.</summary>
    public const long MaxBytesInFlight = 1L << 30;

    /// <summary>The most processes that one payload goes to.</summary>
    public const int MaxFanout = 64;

    /// <summary>The most processes that keep the machine busy meanwhile.</summary>
    public const int MaxBusy = 64;

    /// <summary>The most runs.</summary>
    public const int MaxRuns = 1000;

    private static readonly string[] Transports = ["unix", "shm", "inproc"];
    private static readonly string[] TransportsNotYet = ["tcp", "tls"];
    private static readonly string[] Forms = ["image", "record"];

    private BenchPlan()
    {
    }

    /// <summary>The workload.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The transport's name.</summary>
    public required string Transport { get; init; }

    /// <summary>Whether the same payload is sent each time and only its length read.</summary>
    public required bool Untouched { get; init; }

    /// <summary>The form that was asked for; null where none was, and payloads are images.</summary>
    public required string? Form { get; init; }

    /// <summary>Whether payloads are records: written by the caller, owned values for the handler. Otherwise images, built and read in place.</summary>
    public bool IsRecord => Form == "record";

    /// <summary>Whether the caller uses the blocking form.</summary>
    public required bool Blocking { get; init; }

    /// <summary>Whether handlers reply later and from another thread than the one that read the call.</summary>
    public required bool Later { get; init; }

    /// <summary>For how long to measure.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How many calls are in flight.</summary>
    public required int InFlight { get; init; }

    /// <summary>The payload's size in bytes.</summary>
    public required int PayloadBytes { get; init; }

    /// <summary>How many times to measure.</summary>
    public required int Runs { get; init; }

    /// <summary>How many processes keep the machine busy meanwhile.</summary>
    public required int Busy { get; init; }

    /// <summary>How many processes serve.</summary>
    public int Peers => Scenario.IsFanout ? InFlight : 1;

    /// <summary>Whether both sides live in this process.</summary>
    public bool IsInProcess => Transport == "inproc";

    /// <summary>Whether the two processes go on over shared memory.</summary>
    public bool IsSharedMemory => Transport == "shm";

    /// <summary>Checks what was asked for and fills in the rest.</summary>
    /// <exception cref="BenchUsageException">Something cannot be measured.</exception>
    public static BenchPlan From(BenchRequest request)
    {
        Scenario scenario = FindScenario(request.Scenario);
        if (request.Untouched && !scenario.HasPayload)
            throw NotFor("--untouched", scenario, static other => other.HasPayload);
        if (request.Form is not null && !scenario.TakesForm)
            throw NotFor("--form", scenario, static other => other.TakesForm);
        if (request.Blocking && !scenario.MayBlock)
            throw NotFor("--blocking", scenario, static other => other.MayBlock);
        if (request.Later && !scenario.IsEcho)
            throw NotFor("--later", scenario, static other => other.IsEcho);
        if (request.Depth is not null && !scenario.TakesDepth)
            throw NotFor("--depth", scenario, static other => other.TakesDepth);
        if (request.Payload is not null && !scenario.HasPayload)
            throw NotFor("--payload", scenario, static other => other.HasPayload);

        double seconds = request.Seconds ?? (scenario == Scenario.Idle ? DefaultIdleSeconds : DefaultSeconds);
        if (!(seconds >= MinSeconds && seconds <= MaxSeconds))
            throw OutOfRange("--seconds", seconds, MinSeconds, MaxSeconds);
        int depth = InRange("--depth", request.Depth ?? scenario.InFlight, scenario.InFlight == 0 ? 0 : 1, scenario.IsFanout ? MaxFanout : MaxDepth);
        int payload = InRange("--payload", request.Payload ?? scenario.PayloadBytes, 0, MaxPayloadBytes);
        if ((long)depth * payload > MaxBytesInFlight)
            throw new BenchUsageException($"--depth {depth} with --payload {payload} is {(long)depth * payload} bytes in flight; at most {MaxBytesInFlight} are measured.");
        return new BenchPlan
        {
            Scenario = scenario,
            Transport = FindTransport(request.Transport ?? Transports[0]),
            Untouched = request.Untouched,
            Form = request.Form is null ? null : FindForm(request.Form),
            Blocking = request.Blocking,
            Later = request.Later,
            Duration = TimeSpan.FromSeconds(seconds),
            InFlight = depth,
            PayloadBytes = payload,
            Busy = InRange("--busy", request.Busy ?? 0, 0, MaxBusy),
            Runs = InRange("--runs", request.Runs ?? 1, 1, MaxRuns),
        };
    }

    private static Scenario FindScenario(string name)
    {
        if (Scenario.All.FirstOrDefault(scenario => scenario.Name == name) is { } found)
            return found;
        string names = string.Join(", ", Scenario.All.Select(static scenario => scenario.Name));
        throw Unknown("workload", name, names, Scenario.All.Select(static scenario => scenario.Name));
    }

    private static string FindTransport(string name)
    {
        if (Transports.Contains(name))
            return name;
        string names = string.Join(", ", Transports);
        throw TransportsNotYet.Contains(name)
            ? new BenchUsageException($"The transport '{name}' is not there yet. There are: {names}.")
            : Unknown("transport", name, names, Transports);
    }

    private static string FindForm(string name) => Forms.Contains(name) ? name : throw Unknown("form", name, string.Join(", ", Forms), Forms);

    private static BenchUsageException Unknown(string what, string name, string names, IEnumerable<string> known)
    {
        string suggestion = NearestName.Find(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return new BenchUsageException($"There is no {what} '{name}'.{suggestion} There are: {names}.");
    }

    private static BenchUsageException NotFor(string option, Scenario scenario, Func<Scenario, bool> takesIt)
    {
        string others = string.Join(", ", Scenario.All.Where(takesIt).Select(static other => other.Name));
        return new BenchUsageException($"{option} does not apply to the workload '{scenario.Name}', only to: {others}.");
    }

    private static int InRange(string option, int value, int min, int max) =>
        value >= min && value <= max ? value : throw OutOfRange(option, value, min, max);

    private static BenchUsageException OutOfRange(string option, double value, double min, double max) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; it must be between {min} and {max}."));
}
