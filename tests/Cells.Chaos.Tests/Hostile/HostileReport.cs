namespace Cells.Chaos.Hostile;

/// <summary>What came of an attack.</summary>
/// <param name="Mutations">How often something was written, said or sent that an honest peer would not, or not then.</param>
/// <param name="Sessions">How many sessions it opened for that.</param>
/// <param name="EndedByHost">How many of them the host ended; the others it left itself.</param>
/// <param name="Calls">How many calls a well-behaved caller made meanwhile, all of which had the right outcome.</param>
/// <param name="Speed">How fast that was, compared with its speed before.</param>
internal sealed record HostileReport(long Mutations, long Sessions, long EndedByHost, long Calls, double Speed = double.NaN)
{
    /// <summary>What <see cref="ToLine"/> has written.</summary>
    internal static HostileReport Parse(string line)
    {
        long[] numbers = [.. line.Split(' ').Select(static part => long.Parse(part, provider: null))];
        return new HostileReport(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// <summary>For another process to read.</summary>
    internal string ToLine() => $"{Mutations} {Sessions} {EndedByHost} {Calls}";
}
