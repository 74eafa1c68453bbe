using System.Globalization;

namespace Cells.Chaos.Upgrades;

/// <summary>What came of replacements under load.</summary>
/// <param name="Replacements">How often something took over.</param>
/// <param name="Served">The calls that had their outcome.</param>
/// <param name="Lost">Those that may have run.</param>
/// <param name="Failures">Whatever else calls came to.</param>
/// <param name="Journal">What the servers noted.</param>
/// <param name="Retries">Calls that had never begun and were made again.</param>
/// <param name="Rate">The calls a second of all callers together.</param>
/// <param name="UndisturbedMilliseconds">How long the calls took before anything was replaced.</param>
/// <param name="Milliseconds">How long they took from then on.</param>
internal sealed record UpgradeReport(
    int Replacements,
    IReadOnlyCollection<long> Served,
    IReadOnlyCollection<long> Lost,
    IReadOnlyCollection<Exception> Failures,
    IReadOnlyList<long> Journal,
    long Retries,
    double Rate,
    IEnumerable<double> UndisturbedMilliseconds,
    IEnumerable<double> Milliseconds)
{
    /// <exception cref="InvalidOperationException">A call failed, was lost or ran twice; says which.</exception>
    internal void ThrowUnlessNothingIsLost()
    {
        Require(Failures.Count == 0, () => $"{Failures.Count} calls failed, the first with: {Failures.First()}");
        Require(Lost.Count == 0, () => $"{Lost.Count} calls were lost");
        ThrowUnlessNothingRanTwice();
        Require(Journal.Count == Served.Count, () => $"{Journal.Count} calls ran, and {Served.Count} had an outcome");
    }

    /// <exception cref="InvalidOperationException">A call ran twice, or had an outcome and did not run.</exception>
    internal void ThrowUnlessNothingRanTwice()
    {
        long[] twice = [.. Journal.CountBy(static id => id).Where(static count => count.Value > 1).Select(static count => count.Key)];
        Require(twice.Length == 0, () => $"{twice.Length} calls ran twice, the first being {twice[0]}");
        Require(!Served.Except(Journal).Any(), () => $"{Served.Except(Journal).Count()} calls had an outcome and never ran");
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        double[] before = [.. UndisturbedMilliseconds.Order()];
        double[] sorted = [.. Milliseconds.Order()];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Replacements} replacements under {Rate:0} calls/s: {Served.Count} calls answered, {Failures.Count} failed, {Lost.Count} lost, {Journal.Count - Journal.Distinct().Count()} twice, {Retries} made again; p50 {At(sorted, 0.5):0.000} ms, p99.9 {At(sorted, 0.999):0.000} ms, longest {At(sorted, 1):0.0} ms; before any of it p50 {At(before, 0.5):0.000} ms, p99.9 {At(before, 0.999):0.000} ms");
    }

    private static double At(double[] sorted, double part) => sorted.Length == 0 ? 0 : sorted[(int)(part * (sorted.Length - 1))];

    private static void Require(bool condition, Func<string> problem)
    {
        if (!condition)
            throw new InvalidOperationException(problem());
    }
}
