using Cells.Rpc;

namespace Cells.Conformance.Calls;

/// <summary>A thousand chains of nested callbacks at once, in a process of its own whose thread pool is small.</summary>
internal static class ThousandChains
{
    /// <summary>The argument that runs it.</summary>
    public const string Command = "thousand-chains";

    private const int Chains = 1000;
    private const int Nested = 8;

    public static async Task RunAsync(string transport)
    {
        ThreadPool.GetMaxThreads(out int threads, out _);
        var limits = new SessionLimits { MaxCallsInFlight = 256 };
        await using Relays relays = await Relays.OpenAsync(transport, limits, limits);
        int[] handlers = await Task.WhenAll(Enumerable.Range(0, Chains).Select(_ => relays.Client.DescendAsync(Nested).AsTask()));
        Console.WriteLine($"{handlers.Length} chains of {handlers.Distinct().Single()} handlers on {threads} threads");
    }
}
