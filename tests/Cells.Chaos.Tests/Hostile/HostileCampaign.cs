using System.Diagnostics;
using Cells.Chaos.Fuzzing;
using Cells.Rpc;
using Cells.Tests;

namespace Cells.Chaos.Hostile;

/// <summary>A hostile cell attacks a host in a process of its own, while a well-behaved one calls it; then nothing of the attack may be left.</summary>
internal static class HostileCampaign
{
    internal const string Command = "hostile";

    private const long MaxManagedBytes = 256 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="seed">Decides what is done.</param>
    /// <param name="mutations">How much is done, at most.</param>
    /// <param name="longest">For how long, at most.</param>
    /// <exception cref="InvalidOperationException">The host has died, was wrong, or something is left over.</exception>
    internal static async Task<HostileReport> RunAsync(int seed, long mutations, TimeSpan longest)
    {
        using var directory = new TemporaryDirectory();
        string socket = Path.Combine(directory.Path, "cell.sock");
        using Process target = Start(TargetProgram.Command, socket);
        Task<string> errors = target.StandardError.ReadToEndAsync();
        try
        {
            string? line = await target.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            Require(line == "ready", () => $"The host said '{line}' instead of 'ready'.");
            await using TargetClient client = await Cell.ConnectAsync<TargetClient>("target", new ConnectOptions { SocketPath = socket });
            TargetStatus before = await SettleAsync(client);
            using var over = new CancellationTokenSource();
            Task<long> wellBehaved = CallAsync(client, over.Token);
            HostileReport report = await AttackAsync(socket, seed, mutations, longest);
            await over.CancelAsync();
            report = report with { Calls = await wellBehaved.WaitAsync(Patience) };
            TargetStatus after = await SettleAsync(client);
            Require(after.Unobserved == 0, () => $"{after.Unobserved} exceptions were looked at by nobody");
            Require(after.Sockets <= before.Sockets, () => $"there were {before.Sockets} sockets before, and are {after.Sockets}");
            Require(after.ManagedBytes < MaxManagedBytes, () => $"the managed memory is {after.ManagedBytes} bytes");
            return report;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException(target.HasExited ? $"Seed {seed}: the host ended with exit code {target.ExitCode}: {await errors}" : $"Seed {seed}: {error.Message}", error);
        }
        finally
        {
            target.Kill();
            await target.WaitForExitAsync();
        }
    }

    /// <summary>In a process of its own: what it was lent and does not return comes back with its end.</summary>
    private static async Task<HostileReport> AttackAsync(string socket, int seed, long mutations, TimeSpan longest)
    {
        using Process hostile = Start(HostileProgram.Command, socket, $"{seed}", $"{mutations}", $"{(long)longest.TotalSeconds}");
        Task<string> errors = hostile.StandardError.ReadToEndAsync();
        string? line = await hostile.StandardOutput.ReadLineAsync();
        await hostile.WaitForExitAsync();
        Require(line is not null && hostile.ExitCode == 0, () => $"the hostile cell gave up: {errors.Result}");
        return HostileReport.Parse(line!);
    }

    private static Process Start(string command, string socket, params string[] more) => Process.Start(new ProcessStartInfo("dotnet", [typeof(HostileCampaign).Assembly.Location, command, socket, .. more])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["TMPDIR"] = Path.GetDirectoryName(socket) },
    })!;

    /// <summary>Calls as it should, one call after the other, and gets what it should.</summary>
    private static async Task<long> CallAsync(TargetClient client, CancellationToken over)
    {
        long calls = 0;
        using SharedBytes bulk = SharedBytes.Rent(50_000);
        bulk.WritableSpan.Fill(2);
        while (!over.IsCancellationRequested)
        {
            var ask = new Ask((int)calls, "well-behaved");
            Answer answer = await client.AskAsync(ask, CancellationToken.None).AsTask().WaitAsync(Patience, CancellationToken.None);
            Require(answer == new Answer(calls, "well-behaved"), () => $"a well-behaved caller got {answer}");
            Answer weight = await client.WeighAsync(ask, bulk, CancellationToken.None).AsTask().WaitAsync(Patience, CancellationToken.None);
            Require(weight == new Answer(100_000, "well-behaved"), () => $"a well-behaved caller got {weight} for what it lent");
            using SharedBytes lent = await client.LendAsync(ask, CancellationToken.None).AsTask().WaitAsync(Patience, CancellationToken.None);
            Require(!lent.Span.ContainsAnyExcept((byte)calls), () => "what a well-behaved caller was lent has changed");
            calls += 3;
        }

        return calls;
    }

    /// <summary>Waits until the hostile sessions, their handlers and their memory are gone.</summary>
    private static async Task<TargetStatus> SettleAsync(TargetClient client)
    {
        long begun = Stopwatch.GetTimestamp();
        while (true)
        {
            TargetStatus status = await client.StatusAsync().AsTask().WaitAsync(Patience);
            if (status is { Sessions: 1, Handlers: 0, SlotsInUse: 0, ForeignRegions: 0 })
                return status;
            Require(Stopwatch.GetElapsedTime(begun) < Patience, () => $"it does not come to rest: {status}");
            await Task.Delay(50);
        }
    }

    private static void Require(bool condition, Func<string> problem)
    {
        if (!condition)
            throw new InvalidOperationException(problem());
    }
}
