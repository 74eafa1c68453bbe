using System.Diagnostics;
using Cells.Rpc;

namespace Cells.Conformance.Calls;

public sealed class CallbackTests
{
    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_handler_calls_its_caller_back_while_it_handles(string transport)
    {
        await using Relays relays = await Relays.OpenAsync(transport);
        Assert.Equal(2, await relays.Client.DescendAsync(1));
        Assert.Equal(9, await relays.Client.DescendAsync(8));
        Assert.Equal(9, await Task.Run(() => relays.Client.Descend(8)).WaitAsync(Peers.Patience));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Disposing_a_client_of_the_caller_leaves_the_session_open(string transport)
    {
        await using Relays relays = await Relays.OpenAsync(transport);
        Assert.Equal(2, await relays.Client.DescendAsync(1));
        Assert.True(relays.Session.IsUsable);
        Assert.Equal(2, await relays.Client.DescendAsync(1));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Calls_nest_as_deep_as_the_limit_says_and_no_deeper(string transport)
    {
        var limits = new SessionLimits { MaxCallDepth = 5 };
        await using Relays relays = await Relays.OpenAsync(transport, limits, limits);
        Assert.Equal(6, await relays.Client.DescendAsync(5));
        var error = await Assert.ThrowsAsync<CellException>(async () => await relays.Client.DescendAsync(6));
        Assert.Equal(CellErrorCode.ResourceExhausted, error.Code);
        Assert.Contains("the limit is 5 (SessionLimits.MaxCallDepth)", error.Message, StringComparison.Ordinal);
        Assert.Equal(6, await relays.Client.DescendAsync(5));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task The_called_side_enforces_its_own_depth(string transport)
    {
        await using Relays relays = await Relays.OpenAsync(transport, own: new SessionLimits { MaxCallDepth = 3 }, other: new SessionLimits { MaxCallDepth = 60 });
        var error = await Assert.ThrowsAsync<CellException>(async () => await relays.Client.DescendAsync(20));
        Assert.Contains("the limit is 3 (SessionLimits.MaxCallDepth)", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, await relays.Client.DescendAsync(1));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_thousand_chains_finish_on_a_thread_pool_of_two(string transport)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CallbackTests).Assembly.Location, ThousandChains.Command, transport])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "2" },
        };
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2));
            Assert.Equal(("1000 chains of 9 handlers on 2 threads\n", ""), (output, await errors));
        }
        finally
        {
            process.Kill();
        }
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task More_chains_than_calls_are_allowed_do_not_starve_each_other(string transport)
    {
        var limits = new SessionLimits { MaxCallsInFlight = 16 };
        await using Relays relays = await Relays.OpenAsync(transport, limits, limits);
        int[] depths = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => relays.Client.DescendAsync(8).AsTask())).WaitAsync(Peers.Patience);
        Assert.All(depths, static depth => Assert.Equal(9, depth));
    }
}
