using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Chaos.Kills;

/// <summary>
/// Opens a session, exchanges bulk of all sizes, many calls at a time, closes it, and does so again: so that each side attaches, sends, receives, lends, returns, grows and
/// detaches all the time.
/// </summary>
internal sealed class ExchangeLoad(string socket)
{
    /// <summary>A piece larger than the largest slot, one of each class, and two that are copied.</summary>
    private static readonly int[] Sizes = [100, 3000, 5000, 40_000, 300_000, 5 << 20, 17 << 20];

    private const int CopiedBytes = 1 << 20;
    private const int CallsAtATime = 16;
    private readonly Lock _gate = new();
    private readonly List<long> _succeeded = [];
    private readonly List<long> _notStarted = [];
    private long _number;
    private int _lost;

    /// <summary>The calls that had their answer.</summary>
    internal IReadOnlyList<long> Succeeded => _succeeded;

    /// <summary>The calls that provably never began.</summary>
    internal IReadOnlyList<long> NotStarted => _notStarted;

    /// <summary>How many were lost, and may have run.</summary>
    internal int Lost => _lost;

    /// <summary>Goes on until the other side is gone, or it is told to stop.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            CellSession session;
            try
            {
                session = await CellSession.OpenAsync(UnixSocket.Connect(socket), new SessionOptions { Name = "load" }, CancellationToken.None);
            }
            catch (Exception error) when (error is CellException or Platform.PlatformException)
            {
                // The other side is gone.
                return;
            }

            await using (session)
            {
                if (!await TryExchangeAsync(session.CreateClient<ExchangeClient>()))
                    return;
            }

            await session.Closed;
        }
    }

    private async Task<bool> TryExchangeAsync(ExchangeClient client)
    {
        foreach (int bytes in Sizes)
        {
            int answerBytes = Sizes[(Array.IndexOf(Sizes, bytes) + 3) % Sizes.Length];
            int atATime = bytes + answerBytes > 1 << 20 ? 2 : CallsAtATime;
            bool[] answered = await Task.WhenAll(Enumerable.Range(0, atATime).Select(_ => CallAsync(client, bytes, answerBytes)));
            if (!answered.All(static one => one))
                return false;
        }

        return (await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => CopyAsync(client)))).All(static one => one);
    }

    private Task<bool> CallAsync(ExchangeClient client, int bytes, int answerBytes) => NoteAsync(async number =>
    {
        using SharedBytes bulk = Exchange.Make(bytes, (byte)number);
        using SharedBytes answer = await client.ExchangeAsync(number, bulk, answerBytes);
        Exchange.Check(answer, (byte)number);
    });

    private Task<bool> CopyAsync(ExchangeClient client) => NoteAsync(async number => await client.CopyAsync(number, CopiedBytes));

    private async Task<bool> NoteAsync(Func<long, Task> call)
    {
        long number = Interlocked.Increment(ref _number);
        try
        {
            await call(number);
            lock (_gate)
                _succeeded.Add(number);
            return true;
        }
        catch (PeerLostException error)
        {
            lock (_gate)
            {
                if (error.NotStarted)
                    _notStarted.Add(number);
                else
                    _lost++;
            }

            return false;
        }
    }
}
