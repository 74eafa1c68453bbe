using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Cells.Fuzz.Engine;

/// <summary>What the subject's own copy of the engine is asked for from outside; so everything in and out is a type of the platform.</summary>
public static class Session
{
    /// <summary>How many cases run; their number, or <c>0</c> for as long as it takes to be stopped.</summary>
    public const string Cases = "cases";

    /// <summary>The number that everything random is made of.</summary>
    public const string Seed = "seed";

    /// <summary>The only message to attack.</summary>
    public const string Message = "message";

    /// <summary>A file with one input to run.</summary>
    public const string Replay = "replay";

    /// <summary>Attack while another thread rewrites the image, with so many reads of each message.</summary>
    public const string Changing = "changing";

    /// <summary>Where failing inputs are written; nowhere where it is missing.</summary>
    public const string Artifacts = "artifacts";

    /// <summary>Runs a session.</summary>
    /// <param name="samples">The subject's assembly.</param>
    /// <param name="arguments">Named as the constants here.</param>
    /// <param name="log">Gets what a person wants to read.</param>
    /// <returns>The first failure as a text; null where there is none.</returns>
    public static string? Run(Assembly samples, IReadOnlyDictionary<string, string> arguments, TextWriter log)
    {
        var all = (Probe[])samples.GetType("Cells.Fuzz.Samples.Probes")!.GetMethod("All")!.Invoke(null, null)!;
        string? only = arguments.GetValueOrDefault(Message);
        Probe[] probes = only is null ? all : [.. all.Where(probe => probe.Name == only)];
        if (probes.Length == 0)
            return $"There is no message {only}; there are {string.Join(", ", all.Select(static probe => probe.Name))}.";

        int seed = Number(arguments, Seed, 20_26);
        if (arguments.TryGetValue(Replay, out string? file))
            return probes.Select(probe => new Target(probe, seed).TryRun(File.ReadAllBytes(file), out CaseFailedException? failure) ? null : failure.ToString()).FirstOrDefault(static text => text is not null);
        if (arguments.ContainsKey(Changing))
            return ChangingImage.Attack(probes, Number(arguments, Changing, 0), seed, log);
        return new Campaign(probes, seed, arguments.GetValueOrDefault(Artifacts), log).Run(Number(arguments, Cases, 0));
    }

    private static int Number(IReadOnlyDictionary<string, string> arguments, string name, int otherwise) =>
        arguments.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
