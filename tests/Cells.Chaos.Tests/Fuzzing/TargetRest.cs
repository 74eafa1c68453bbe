using System.Diagnostics;

namespace Cells.Chaos.Fuzzing;

/// <summary>A target after an attack.</summary>
internal static class TargetRest
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Pools may keep 32 MiB of each size until nobody has needed them for some seconds; a leak stays.</summary>
    private const long MaxManagedBytes = 128 << 20;

    /// <summary>Waits until the sessions of the attack, their handlers and their memory are gone.</summary>
    internal static async Task<TargetStatus> SettleAsync(TargetClient client)
    {
        long begun = Stopwatch.GetTimestamp();
        while (true)
        {
            TargetStatus status = await client.StatusAsync().AsTask().WaitAsync(Patience);
            if (status is { Sessions: 1, Handlers: 0, SlotsInUse: 0, ForeignRegions: 0, ManagedBytes: < MaxManagedBytes })
                return status;
            Require(Stopwatch.GetElapsedTime(begun) < Patience, () => $"it does not come to rest: {status}");
            await Task.Delay(50);
        }
    }

    /// <summary>Nothing of the attack is left.</summary>
    internal static void RequireNothingLeft(TargetStatus before, TargetStatus after)
    {
        Require(after.Unobserved == 0, () => $"{after.Unobserved} exceptions were looked at by nobody");
        Require(after.Sockets <= before.Sockets, () => $"there were {before.Sockets} sockets before, and are {after.Sockets}");
    }

    internal static void Require(bool condition, Func<string> problem)
    {
        if (!condition)
            throw new InvalidOperationException(problem());
    }
}
