using Cells.Chaos.Leases;
using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Chaos.Fuzzing;

/// <summary>The process that is attacked; it ends with its standard input.</summary>
internal static class TargetProgram
{
    /// <summary>The argument that runs it.</summary>
    internal const string Command = "fuzz-target";

    /// <summary>The argument behind the socket: processes that break the protocol are delayed as by default. Otherwise not, so that they come to as much as they can.</summary>
    internal const string Delays = "delays";

    private static int s_unobserved;

    internal static async Task RunAsync(string socket, bool delays)
    {
        TaskScheduler.UnobservedTaskException += static (_, error) =>
        {
            Interlocked.Increment(ref s_unobserved);
            Console.Error.WriteLine($"unobserved: {error.Exception}");
        };
        var limits = new SessionLimits { MaxCallsInFlight = 64, MaxMessageBytes = 4 << 20, MaxFragmentedBytes = 16 << 20 };
        await using var server = new CellServer(new CellServerOptions
        {
            Session = new SessionOptions { Name = "target", Limits = limits },
            ViolationDelay = delays ? new CellServerOptions().ViolationDelay : TimeSpan.Zero,
        });
        server.AddService<ITarget>(new Target(() => Status(server)));
        server.Listen(UnixSocket.Listen(socket));
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Nothing is said on it.
        }
    }

    private static TargetStatus Status(CellServer server)
    {
        // Tasks that nobody looked at are found when they are collected.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        int sockets = Directory.GetFiles("/proc/self/fd").Count(static file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);
        return new TargetStatus(server.Sessions.Count, sockets, GC.GetTotalMemory(forceFullCollection: true), Volatile.Read(ref s_unobserved), 0, Holder.Now().SlotsInUse, File.ReadLines("/proc/self/maps").Count(static line => line.Contains("/memfd:cells-foreign", StringComparison.Ordinal)));
    }
}
