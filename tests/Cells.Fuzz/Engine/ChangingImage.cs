using Cells.Fuzz.Mutations;
using Cells.Fuzz.Values;

namespace Cells.Fuzz.Engine;

/// <summary>Reads images that another thread rewrites all the time.</summary>
internal static class ChangingImage
{
    private const int Versions = 64;

    /// <summary>Attacks each message; gives the first failure as a text, or null.</summary>
    public static string? Attack(IReadOnlyList<Probe> probes, int reads, int seed, TextWriter log)
    {
        foreach (Probe probe in probes)
        {
            if (Attack(probe, reads, seed) is { } failure)
                return $"{probe.Name} failed over an image that changes (seed {seed})\n{failure}";
        }

        log.WriteLine($"{probes.Count} messages read {reads:N0} times each while they changed, none failed");
        return null;
    }

    private static CaseFailedException? Attack(Probe probe, int reads, int seed)
    {
        byte[] valid = probe.Write(new RandomValues(new Random(seed)).Message(probe.Message));
        var memory = new GuardedMemory(valid.Length);
        valid.CopyTo(memory.Last(valid.Length));
        using var stop = new CancellationTokenSource();
        var writer = new Thread(() => Rewrite(probe, valid, memory, seed, stop.Token));
        writer.Start();
        try
        {
            for (int i = 0; i < reads; i++)
                probe.Check(memory.Last(valid.Length), isChanging: true);
        }
        catch (CaseFailedException failure)
        {
            return failure;
        }
        finally
        {
            stop.Cancel();
            writer.Join();
        }

        return null;
    }

    /// <summary>Writes a few versions of the image over each other, in whole and in parts.</summary>
    private static void Rewrite(Probe probe, byte[] valid, GuardedMemory memory, int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        var mutator = new Mutator(random);
        byte[][] versions = [valid, .. Enumerable.Range(0, Versions).Select(_ => mutator.Mutate(probe.Message, valid, valid))];
        while (!stop.IsCancellationRequested)
        {
            // Every other time what is valid, so that the reader gets far before it meets a change.
            byte[] version = random.Next(2) == 0 ? valid : versions[random.Next(versions.Length)];
            int bytes = Math.Min(version.Length, valid.Length);
            int at = random.Next(2) == 0 || bytes == 0 ? 0 : random.Next(bytes);
            version.AsSpan(at, bytes - at).CopyTo(memory.Last(valid.Length)[at..]);
        }
    }
}
