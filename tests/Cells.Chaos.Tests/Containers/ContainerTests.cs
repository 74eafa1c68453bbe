using Cells.Chaos.Restarts;
using Cells.Rpc;
using Cells.Tests;

namespace Cells.Chaos.Containers;

/// <summary>Calls into a container: who is called cannot see the processes that call.</summary>
public sealed class ContainerTests
{
    [ContainerFact]
    public async Task A_process_that_does_not_see_its_callers_serves_them_over_shared_memory_and_outlives_them()
    {
        using var directory = new TemporaryDirectory();
        string socket = Path.Combine(directory.Path, "cell.sock");
        string journal = Path.Combine(directory.Path, "journal");
        using JournalProcess server = await JournalProcess.StartAsync(socket, journal, ContainerFactAttribute.Command);
        for (int id = 1; id <= 5; id++)
        {
            await using var connection = CellConnection.To("journal", new ConnectOptions { SocketPath = socket, Timeout = TimeSpan.FromSeconds(60) });
            Assert.Equal(id, await connection.CreateClient<JournalClient>().WriteAsync(id));
            Assert.Equal("shm", connection.Session?.Peer.Transport);
        }

        await server.EndAsync(Ending.Drain);
        Assert.Equal(["w1", "w2", "w3", "w4", "w5"], await File.ReadAllLinesAsync(journal));
    }
}
