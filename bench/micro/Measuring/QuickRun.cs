using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Cells.Bench.Micro.Workloads;

namespace Cells.Bench.Micro.Measuring;

/// <summary>
/// Figures in a minute. The forms of an operation run in turn, round after round; each round gives the ratio of every form to the image, and the median
/// of the rounds is shown: what slows the machine down for a moment slows down both. Time is processor time, so that others who use the machine count
/// for little.
/// </summary>
internal static class QuickRun
{
    private const int Rounds = 5;
    private const int PiecesAtMost = 64;

    private static readonly int[] EntryCounts = [5, 55, 550, 5_500, 55_000];

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WarmUpAtMost = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(60);

    /// <summary>What operations return, so that they are not left out.</summary>
    private static long s_kept;

    /// <summary>Measures, and prints a table.</summary>
    /// <param name="names">The workloads to measure; all where none is named.</param>
    public static void Run(IReadOnlyCollection<string> names)
    {
        Console.WriteLine($"{"",-16}{"cells",12}{"allocated",12}   others, as multiples of cells");
        foreach (Workload workload in Workload.All.Where(workload => names.Count == 0 || names.Contains(workload.Name)))
        {
            Console.WriteLine(Invariant($"{workload.Name}: {workload.Description}; image of {workload.ImageBytes:N0} B"));
            Measure("write", workload.Write);
            Measure("access", workload.Access);
            Measure("walk", workload.Walk);
            Measure("read", workload.Read);
        }
    }

    /// <summary>Looks at one field, the middle entry's time, in images of growing size, and prints what it costs in each.</summary>
    public static void RunSizes()
    {
        LogWorkload[] workloads = [.. EntryCounts.Select(static count => new LogWorkload("log", count))];
        Contender[] contenders = [.. workloads.Select(static workload => workload.Access[0])];
        double[][] nanoseconds = Turns(contenders, [.. contenders.Select(Calibrate)]);
        Console.WriteLine($"{"image",16}{"access",12}   as a multiple of the first");
        for (int i = 0; i < workloads.Length; i++)
        {
            double ratio = Median(nanoseconds[i].Select((time, round) => time / nanoseconds[0][round]));
            Console.WriteLine($"{Invariant($"{workloads[i].ImageBytes:N0} B"),16}{Text(Median(nanoseconds[i])),12}   {Invariant($"{ratio:0.00}")}");
        }
    }

    /// <summary>Has each run so often, in turn, in each round.</summary>
    private static double[][] Turns(IReadOnlyList<Contender> contenders, int[] counts)
    {
        double[][] nanoseconds = [.. contenders.Select(static _ => new double[Rounds])];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < contenders.Count; i++)
                nanoseconds[i][round] = Time(contenders[i], counts[i]);
        }

        return nanoseconds;
    }

    private static void Measure(string operation, IReadOnlyList<Contender> contenders)
    {
        int[] counts = [.. contenders.Select(Calibrate)];
        double[][] nanoseconds = Turns(contenders, counts);
        double allocated = Allocated(contenders.Single(static contender => contender.Name == Workload.Cells), counts[0]);

        IEnumerable<string> others = contenders.Skip(1).Select((contender, i) =>
            Invariant($"{contender.Name} {Median(nanoseconds[i + 1].Select((time, round) => time / nanoseconds[0][round])):0.00}"));
        Console.WriteLine($"  {operation,-14}{Text(Median(nanoseconds[0])),12}{Invariant($"{allocated:0.##} B"),12}   {string.Join(", ", others)}");
    }

    /// <summary>What one operation allocates on average.</summary>
    private static double Allocated(Contender contender, int count)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Time(contender, count);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count;
    }

    /// <summary>Runs a form until nothing has been compiled for a while, and finds how often it runs within a slice.</summary>
    private static int Calibrate(Contender contender)
    {
        long start = Stopwatch.GetTimestamp();
        long lastChange = start;
        long compiled = 0;
        int count = 1;
        double each = 0;
        while (Stopwatch.GetElapsedTime(lastChange) < WarmUp && Stopwatch.GetElapsedTime(start) < WarmUpAtMost)
        {
            each = Time(contender, count);
            count = (int)Math.Clamp(Slice.TotalNanoseconds / 8 / Math.Max(each, 0.1), 1, 1 << 26);
            if (JitInfo.GetCompiledMethodCount() == compiled)
                continue;
            compiled = JitInfo.GetCompiledMethodCount();
            lastChange = Stopwatch.GetTimestamp();
        }

        return (int)Math.Clamp(Slice.TotalNanoseconds / Math.Max(each, 0.1), 1, 1 << 28);
    }

    private static double Time(Contender contender, int count)
    {
        // In pieces, so that a loop that began before it was compiled well does not go on for long.
        int pieces = Math.Min(count, PiecesAtMost);
        int piece = count / pieces;
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < pieces; i++)
            s_kept += contender.Run(piece);
        return (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / ((double)piece * pieces);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Text(double nanoseconds) => nanoseconds switch
    {
        >= 1e6 => Invariant($"{nanoseconds / 1e6:0.00} ms"),
        >= 1e3 => Invariant($"{nanoseconds / 1e3:0.00} µs"),
        _ => Invariant($"{nanoseconds:0.00} ns"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
