using Cells.Binding;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Rpc.Schemas;

namespace Cells.Compatibility;

/// <summary>The transports that drift is tried over.</summary>
public sealed class Transports : TheoryData<string>
{
    public Transports() => AddRange("unix", "inproc");
}

/// <summary>A session whose one side was built from version 1 and serves it, and whose other side serves version 2.</summary>
public sealed class Peers : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Peers(CellSession old, CellSession now)
    {
        Old = old;
        Now = now;
    }

    /// <summary>The side of version 1; it calls version 2.</summary>
    public CellSession Old { get; }

    /// <summary>The side of version 2.</summary>
    public CellSession Now { get; }

    public Version1.ShopClient OldClient => Old.CreateClient<Version1.ShopClient>();

    /// <param name="transport">What the session goes over.</param>
    /// <param name="schemas">What hands out the schemas of version 2; null for what always does.</param>
    /// <param name="limits">The limits of the older side.</param>
    /// <param name="shop">The newer shop; null for one as it should be.</param>
    public static async Task<Peers> OpenAsync(string transport, ISchemaSource? schemas = null, SessionLimits? limits = null, CellDispatcher? shop = null)
    {
        var old = new SessionOptions { Name = "old", Limits = limits ?? SessionLimits.Default };
        old.Services.Add(ContractRegistry.CreateDispatcher<Version1.IShop>(new Version1.Shop()));
        var now = new SessionOptions { Name = "new" };
        if (schemas is not null)
            now.Services.Add(ContractRegistry.CreateDispatcher(schemas));
        now.Services.Add(ContractRegistry.CreateDispatcher<IBell>(new Bell()));
        now.Services.Add(shop ?? ContractRegistry.CreateDispatcher<IShop>(new Shop()));
        if (transport == "inproc")
        {
            (CellSession first, CellSession second) = await CellSession.OpenPairAsync(old, now);
            return new Peers(first, second);
        }

        (UnixSocket one, UnixSocket other) = UnixSocket.Pair();
        Task<CellSession> opening = CellSession.AcceptAsync(other, now).AsTask();
        return new Peers(await CellSession.OpenAsync(one, old), await opening);
    }

    public async ValueTask DisposeAsync()
    {
        await Old.DisposeAsync();
        await Now.DisposeAsync();
        await Old.Closed.WaitAsync(Patience);
        await Now.Closed.WaitAsync(Patience);
    }
}
