using System.Net.Sockets;
using Cells.Binding;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Rpc.Protocol;
using Cells.Rpc.Schemas;
using Cells.Tests;

namespace Cells.Chaos.Fuzzing;

/// <summary>A hostile server answers a client: each call has exactly one outcome, whatever it is.</summary>
internal static class ClientCampaign
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="seed">The number of the first case; each has its own.</param>
    /// <param name="cases">How many.</param>
    /// <returns>How many calls had an outcome.</returns>
    /// <exception cref="InvalidOperationException">A call had none; says in which case.</exception>
    internal static async Task<long> RunAsync(int seed, int cases)
    {
        HelloContract contract = Announce(ContractRegistry.Describe<ITarget>());
        HelloContract schema = Announce(ContractRegistry.Describe<ISchemaSource>());
        using var directory = new TemporaryDirectory();
        string path = Path.Combine(directory.Path, "cell.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        long outcomes = 0;
        for (int i = seed; i < seed + cases; i++)
        {
            var talk = new HostileTalk(new Random(i));
            try
            {
                outcomes += await RunAsync(listener, path, talk.OfServer(contract, schema), talk).WaitAsync(Patience);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Case {i}: {error.Message}", error);
            }
        }

        return outcomes;
    }

    private static HelloContract Announce(ContractDescriptor contract) =>
        new(contract.Name, contract.Hash.Lower, contract.Hash.Upper, [.. contract.Methods.Select(static method => method.Name)]);

    private static async Task<int> RunAsync(Socket listener, string path, byte[] said, HostileTalk talk)
    {
        Task<CellSession> opening = CellSession.OpenAsync(UnixSocket.Connect(path), new SessionOptions { Name = "client" }).AsTask();
        using Socket hostile = await listener.AcceptAsync();
        int outcomes = 0;
        try
        {
            await hostile.SendAsync(said);
            if (!talk.IsGreetingWhole)
                hostile.Shutdown(SocketShutdown.Both);
            await using CellSession session = await opening;
            TargetClient client = session.CreateClient<TargetClient>();
            Task[] calls = [client.AskAsync(new Ask(1, "")).AsTask(), client.AskLaterAsync(new Ask(2, "")).AsTask(), ReadAsync(client), client.SumAsync(new Ask(3, ""), Asks()).AsTask()];
            hostile.Shutdown(SocketShutdown.Both);
            foreach (Task call in calls)
            {
                await call.ContinueWith(static _ => { }, TaskScheduler.Default);
                outcomes++;
            }
        }
        catch (Exception error) when (error is CellException or SocketException)
        {
            // It was no introduction, or the client hung up before it had heard all.
        }

        return outcomes;
    }

    private static async Task ReadAsync(TargetClient client)
    {
        await foreach (Answer answer in client.ListAsync(new Ask(4, "")))
            _ = answer;
    }

    private static async IAsyncEnumerable<Ask> Asks()
    {
        for (int i = 0; i < 10; i++)
        {
            await Task.Yield();
            yield return new Ask(i, "");
        }
    }
}
