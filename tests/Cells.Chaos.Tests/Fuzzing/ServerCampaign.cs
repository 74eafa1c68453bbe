using System.Diagnostics;
using System.Net.Sockets;
using Cells.Rpc;
using Cells.Tests;

namespace Cells.Chaos.Fuzzing;

/// <summary>Attacks a server in a process of its own, and looks how it is: alive, right to others, and with nothing left over.</summary>
internal static class ServerCampaign
{
    private const int CasesBetweenLooks = 500;
    private const int AtOnce = 4;

    /// <summary>Runs an attack.</summary>
    /// <param name="seed">The number of the first case; each has its own.</param>
    /// <param name="cases">How many.</param>
    /// <exception cref="InvalidOperationException">Something is wrong; says after which cases.</exception>
    internal static async Task RunAsync(int seed, int cases)
    {
        using var directory = new TemporaryDirectory();
        string socket = Path.Combine(directory.Path, "cell.sock");
        using Process target = Start(socket);
        try
        {
            string? line = await target.StandardOutput.ReadLineAsync().WaitAsync(TargetRest.Patience);
            TargetRest.Require(line == "ready", () => $"The target said '{line}' instead of 'ready'.");
            await using TargetClient client = await Cell.ConnectAsync<TargetClient>("target", new ConnectOptions { SocketPath = socket });
            TargetStatus before = await TargetRest.SettleAsync(client);
            for (int done = 0; done < cases; done += CasesBetweenLooks)
                await AttackAsync(socket, client, seed + done, Math.Min(CasesBetweenLooks, cases - done));
            TargetStatus after = await TargetRest.SettleAsync(client);
            TargetRest.RequireNothingLeft(before, after);
        }
        catch (Exception error) when (error is not InvalidOperationException)
        {
            throw new InvalidOperationException(
                target.HasExited ? $"The target ended with exit code {target.ExitCode}: {await target.StandardError.ReadToEndAsync()}" : error.Message, error);
        }
        finally
        {
            target.Kill();
            await target.WaitForExitAsync();
        }
    }

    private static Process Start(string socket) => Process.Start(new ProcessStartInfo("dotnet", [typeof(ServerCampaign).Assembly.Location, TargetProgram.Command, socket])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["TMPDIR"] = Path.GetDirectoryName(socket) },
    })!;

    private static async Task AttackAsync(string socket, TargetClient client, int first, int count)
    {
        using var over = new CancellationTokenSource();
        Task wellBehaved = CallAsync(client, over.Token);
        try
        {
            await Parallel.ForAsync(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, (i, _) =>
            {
                Attack(socket, i);
                return ValueTask.CompletedTask;
            });
            await over.CancelAsync();
            await wellBehaved.WaitAsync(TargetRest.Patience);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"In the cases {first} to {first + count - 1}: {error.Message}", error);
        }
    }

    /// <summary>Calls as it should while others do not, one call after the other, and gets what it should.</summary>
    private static async Task CallAsync(TargetClient client, CancellationToken over)
    {
        for (int i = 0; !over.IsCancellationRequested; i++)
        {
            Answer answer = await client.AskLaterAsync(new Ask(i, "well-behaved"), CancellationToken.None).AsTask().WaitAsync(TargetRest.Patience, CancellationToken.None);
            TargetRest.Require(answer == new Answer(i, "well-behaved"), () => $"a well-behaved caller got {answer}");
        }
    }

    private static void Attack(string path, int number)
    {
        var dice = new Random(number);
        byte[] talk = new HostileTalk(dice).OfClient();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        socket.SendTimeout = socket.ReceiveTimeout = dice.Next(2) == 0 ? 1 : 20;
        try
        {
            socket.Send(talk);

            // Some listen for a moment, and some hang up at once.
            byte[] room = new byte[65_536];
            for (int i = dice.Next(3); i > 0 && socket.Receive(room) > 0; i--)
            {
                // What it says does not matter.
            }
        }
        catch (SocketException)
        {
            // It hung up, as it may, or has nothing to say.
        }
    }
}
