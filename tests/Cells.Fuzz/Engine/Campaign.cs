using System.Diagnostics;

namespace Cells.Fuzz.Engine;

/// <summary>Attacks messages in turn, case by case, until one fails or there were enough.</summary>
/// <param name="probes">The messages.</param>
/// <param name="seed">The number that everything random is made of.</param>
/// <param name="artifacts">Where failing inputs are written; null for nowhere.</param>
/// <param name="log">Gets what a person wants to read.</param>
internal sealed class Campaign(IReadOnlyList<Probe> probes, int seed, string? artifacts, TextWriter log)
{
    private const int CasesPerReport = 1_000_000;

    private readonly Target[] _targets = [.. probes.Select((probe, index) => new Target(probe, seed + index))];

    /// <summary>Runs; gives the first failure as a text, or null.</summary>
    public string? Run(int cases)
    {
        long started = Stopwatch.GetTimestamp();
        foreach (Target target in _targets)
        {
            if (!target.TrySeed(out byte[]? input, out CaseFailedException? failure))
                return Report(target, 0, input, failure);
        }

        for (int i = 0; i < cases; i++)
        {
            Target target = _targets[i % _targets.Length];
            if (!target.TryNext(out byte[]? input, out CaseFailedException? failure))
                return Report(target, i + 1, input, failure);
            if ((i + 1) % CasesPerReport == 0)
                log.WriteLine($"{i + 1:N0} cases, {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s, {_targets.Sum(static one => one.Inputs):N0} inputs kept");
        }

        foreach (Target target in _targets)
            log.WriteLine($"{target.Name}: {target.Edges} of {Coverage.Edges} edges, {target.Inputs} inputs");
        log.WriteLine($"{cases:N0} cases in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s, none failed");
        return null;
    }

    private string Report(Target target, int cases, byte[] input, CaseFailedException failure)
    {
        byte[] smallest = Minimizer.Minimize(input, candidate => !target.TryRun(candidate, out CaseFailedException? same) && same.Kind == failure.Kind);
        string file = "not written";
        if (artifacts is not null)
        {
            Directory.CreateDirectory(artifacts);
            file = Path.Combine(artifacts, $"{target.Name}-{seed}-{cases}.bin");
            File.WriteAllBytes(file, smallest);
        }

        _ = target.TryRun(smallest, out CaseFailedException? shown);
        return $"""
            {target.Name} failed in case {cases} of seed {seed} (input: {file}, {smallest.Length} bytes)
            {Convert.ToHexString(smallest)}
            {shown ?? failure}
            """;
    }
}
