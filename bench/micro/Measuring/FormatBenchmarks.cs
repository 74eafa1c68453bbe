using BenchmarkDotNet.Attributes;
using Cells.Bench.Micro.Workloads;

namespace Cells.Bench.Micro.Measuring;

/// <summary>One operation in each form, measured by BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public abstract class FormatBenchmarks
{
    /// <summary>How often an operation is done each time, so that reaching it does not count.</summary>
    protected const int Times = 64;

    private Func<int, long> _cells = null!;
    private Func<int, long> _json = null!;
    private Func<int, long> _protobuf = null!;

    /// <summary>All workloads.</summary>
    public static IEnumerable<Workload> Workloads => Workload.All;

    /// <summary>The workload.</summary>
    [ParamsSource(nameof(Workloads))]
    public Workload Workload { get; set; } = null!;

    /// <summary>Finds the operation in each form.</summary>
    [GlobalSetup]
    public void Find()
    {
        _cells = Form("cells");
        _json = Form("json");
        _protobuf = Form("protobuf");
        FindMore();
    }

    /// <summary>An image.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Times)]
    public long Cells() => _cells(Times);

    /// <summary>System.Text.Json, by generated code.</summary>
    [Benchmark(OperationsPerInvoke = Times)]
    public long Json() => _json(Times);

    /// <summary>Google.Protobuf.</summary>
    [Benchmark(OperationsPerInvoke = Times)]
    public long Protobuf() => _protobuf(Times);

    /// <summary>The operation.</summary>
    protected abstract IReadOnlyList<Contender> Operation { get; }

    /// <summary>Finds forms that only some operations have.</summary>
    protected virtual void FindMore()
    {
    }

    /// <summary>The operation in a form.</summary>
    protected Func<int, long> Form(string name) => Operation.Single(contender => contender.Name == name).Run;
}

/// <summary>Measuring a value and writing it into memory that is there.</summary>
public class WriteBenchmarks : FormatBenchmarks
{
    private Func<int, long> _copy = null!;

    /// <summary>Copying as many bytes as the image has.</summary>
    [Benchmark(OperationsPerInvoke = Times)]
    public long Memcpy() => _copy(Times);

    /// <inheritdoc/>
    protected override IReadOnlyList<Contender> Operation => Workload.Write;

    /// <inheritdoc/>
    protected override void FindMore() => _copy = Form("memcpy");
}

/// <summary>Looking at one field of what was received.</summary>
public class AccessBenchmarks : FormatBenchmarks
{
    /// <inheritdoc/>
    protected override IReadOnlyList<Contender> Operation => Workload.Access;
}

/// <summary>Looking at every field of what was received.</summary>
public class WalkBenchmarks : FormatBenchmarks
{
    /// <inheritdoc/>
    protected override IReadOnlyList<Contender> Operation => Workload.Walk;
}

/// <summary>Making an owned value of what was received.</summary>
public class ReadBenchmarks : FormatBenchmarks
{
    /// <inheritdoc/>
    protected override IReadOnlyList<Contender> Operation => Workload.Read;
}
