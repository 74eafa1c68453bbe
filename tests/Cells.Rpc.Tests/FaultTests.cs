using Cells.Tests;

namespace Cells.Rpc.Tests;

/// <summary>A connection that delays, cuts, corrupts, doubles or loses bytes: every call has one outcome, and no other session notices.</summary>
public sealed class FaultTests
{
    private const int Calls = 200;

    /// <summary>Into the preface, the hello, a header, a request or an outcome; and far behind.</summary>
    private static readonly long[] Offsets = [0, 3, 8, 15, 16, 40, 150, 300, 301, 316, 333, 500, 1000, 1001, 1016, 1040, 4000];

    [Theory]
    [InlineData("cut", true)]
    [InlineData("cut", false)]
    [InlineData("corrupt", true)]
    [InlineData("corrupt", false)]
    [InlineData("duplicate", true)]
    [InlineData("duplicate", false)]
    [InlineData("drop", true)]
    [InlineData("drop", false)]
    public async Task Every_call_has_one_outcome_and_other_sessions_go_on(string kind, bool toServer)
    {
        await using var desk = new ServedDesk(new SessionLimits { HelloTimeout = TimeSpan.FromMilliseconds(500) });
        await using DeskClient other = await desk.ConnectAsync();
        foreach (long at in Offsets)
        {
            FaultPlan plan = kind switch
            {
                "cut" => new FaultPlan { CutAt = at },
                "corrupt" => new FaultPlan { CorruptAt = at },
                "duplicate" => new FaultPlan { Duplicate = (at, 16) },
                _ => new FaultPlan { Drop = (at, 16) },
            };
            await UseAsync(desk, toServer ? plan : FaultPlan.None, toServer ? FaultPlan.None : plan, mayMislead: kind != "cut");
            Assert.Equal(3, await other.AddAsync(1, 2));
        }
    }

    [Fact]
    public async Task A_connection_that_stands_still_for_a_while_loses_nothing()
    {
        await using var desk = new ServedDesk();
        foreach (long at in Offsets)
        {
            var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var plan = new FaultPlan { HoldAt = at, Resume = resume.Task };
            Task<int> use = UseAsync(desk, plan, plan, mayMislead: false);
            resume.SetResult();
            Assert.Equal(Calls, await use);
        }
    }

    [Fact]
    public async Task Sessions_that_were_cut_leave_no_descriptor_behind()
    {
        await using var desk = new ServedDesk();
        await UseAsync(desk, new FaultPlan { CutAt = 500 }, FaultPlan.None, mayMislead: false);
        int before = Sockets.Open;
        for (int i = 0; i < 30; i++)
            await UseAsync(desk, new FaultPlan { CutAt = 300 + i }, FaultPlan.None, mayMislead: false);
        Assert.True(SpinWait.SpinUntil(() => Sockets.Open <= before, ServedDesk.Patience), $"{Sockets.Open} sockets are open, {before} were");
    }

    /// <summary>Calls through a proxy.</summary>
    /// <param name="desk">What is called.</param>
    /// <param name="toServer">What happens to what the caller sends.</param>
    /// <param name="toClient">What happens to what it gets.</param>
    /// <param name="mayMislead">Whether changed bytes may be another request, or another outcome: nothing guards against that.</param>
    /// <returns>How many calls succeeded.</returns>
    private static async Task<int> UseAsync(ServedDesk desk, FaultPlan toServer, FaultPlan toClient, bool mayMislead)
    {
        string path = Path.Combine(Path.GetDirectoryName(desk.SocketPath)!, $"proxy-{Guid.NewGuid():N}");
        await using FaultProxy proxy = FaultProxy.Start(path, desk.SocketPath, toServer, toClient);
        var limits = new SessionLimits { HelloTimeout = mayMislead ? TimeSpan.FromMilliseconds(500) : ServedDesk.Patience };
        CellSession session;
        try
        {
            session = await CellSession.OpenAsync(Platform.Sockets.UnixSocket.Connect(path), new SessionOptions { Limits = limits });
        }
        catch (CellException)
        {
            return 0;
        }

        await using (session)
        {
            DeskClient client = session.CreateClient<DeskClient>().With(new CallOptions { Timeout = TimeSpan.FromSeconds(2) });
            Task<bool>[] calls = [.. Enumerable.Range(0, Calls).Select(i => CallAsync(client, i, mayMislead))];
            return (await Task.WhenAll(calls).WaitAsync(ServedDesk.Patience)).Count(static isRight => isRight);
        }
    }

    private static async Task<bool> CallAsync(DeskClient client, int number, bool mayMislead)
    {
        try
        {
            int sum = await client.AddAsync(number, 1);
            Assert.True(mayMislead || sum == number + 1, $"{number} and 1 are not {sum}.");
            return sum == number + 1;
        }
        catch (CellException)
        {
            return false;
        }
    }
}
