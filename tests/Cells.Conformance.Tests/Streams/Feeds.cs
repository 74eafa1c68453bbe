using Cells.Binding;
using Cells.Rpc;

namespace Cells.Conformance.Streams;

/// <summary>A served feed and a session to it.</summary>
public sealed class Feeds : IAsyncDisposable
{
    private Feeds((CellSession Caller, CellSession Server) sessions, Feed feed)
    {
        (Caller, Server) = sessions;
        Feed = feed;
        Client = Caller.CreateClient<FeedClient>();
    }

    public CellSession Caller { get; }

    public CellSession Server { get; }

    public Feed Feed { get; }

    public FeedClient Client { get; }

    public static async Task<Feeds> OpenAsync(string transport, SessionLimits? limits = null)
    {
        var feed = new Feed();
        var server = new SessionOptions { Name = "feed", Limits = limits ?? SessionLimits.Default };
        server.Services.Add(ContractRegistry.CreateDispatcher<IFeed>(feed));
        return new Feeds(await Transports.OpenAsync(transport, new SessionOptions { Name = "caller", Limits = limits ?? SessionLimits.Default }, server), feed);
    }

    /// <summary>Makes items.</summary>
    public static async IAsyncEnumerable<Tick> Ticks(int count, int bytes, Action<int>? made = null, Exception? failure = null, TaskCompletionSource? left = null)
    {
        try
        {
            for (int i = 0; i < count; i++)
            {
                if (i % 5 == 0)
                    await Task.Yield();
                made?.Invoke(i + 1);
                yield return new Tick(i, Feed.Data(i, bytes));
            }

            if (failure is not null)
                throw failure;
        }
        finally
        {
            left?.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Server.DisposeAsync();
        await Caller.Closed.WaitAsync(Peers.Patience);
        await Server.Closed.WaitAsync(Peers.Patience);
    }
}
