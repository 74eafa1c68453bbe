using System.Diagnostics;
using Cells.Chaos.Fuzzing;
using Cells.Rpc;
using Cells.Tests;

namespace Cells.Chaos.Hostile;

/// <summary>A hostile cell attacks a host in a process of its own, while a well-behaved one calls it; then nothing of the attack may be left.</summary>
internal static class HostileCampaign
{
    internal const string Command = "hostile";

    private static readonly TimeSpan Baseline = TimeSpan.FromSeconds(2);

    /// <param name="seed">Decides what is done.</param>
    /// <param name="mutations">How much is done, at most.</param>
    /// <param name="longest">For how long, at most.</param>
    /// <param name="delays">Whether the host lets those wait whose sessions it had to end.</param>
    /// <exception cref="InvalidOperationException">The host has died, was wrong, or something is left over.</exception>
    internal static async Task<HostileReport> RunAsync(int seed, long mutations, TimeSpan longest, bool delays = false)
    {
        using var directory = new TemporaryDirectory();
        string socket = Path.Combine(directory.Path, "cell.sock");
        using Process target = Start(TargetProgram.Command, socket, delays ? [TargetProgram.Delays] : []);
        Task<string> errors = target.StandardError.ReadToEndAsync();
        try
        {
            string? line = await target.StandardOutput.ReadLineAsync().WaitAsync(TargetRest.Patience);
            TargetRest.Require(line == "ready", () => $"The host said '{line}' instead of 'ready'.");
            await using TargetClient client = await Cell.ConnectAsync<TargetClient>("target", new ConnectOptions { SocketPath = socket });
            TargetStatus before = await TargetRest.SettleAsync(client);
            await MeasureAsync(client, AloneAsync);
            (_, _, double speedAlone) = await MeasureAsync(client, AloneAsync);
            (HostileReport report, long calls, double speed) = await MeasureAsync(client, () => AttackAsync(socket, seed, mutations, longest));
            report = report with { Calls = calls, Speed = speed / speedAlone };
            TargetStatus after = await TargetRest.SettleAsync(client);
            TargetRest.RequireNothingLeft(before, after);
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

    /// <summary>How many calls the well-behaved caller makes a second meanwhile.</summary>
    private static async Task<(T Result, long Calls, double Speed)> MeasureAsync<T>(TargetClient client, Func<Task<T>> meanwhile)
    {
        using var over = new CancellationTokenSource();
        Task<long> wellBehaved = Task.Run(() => CallAsync(client, over.Token));
        long begun = Stopwatch.GetTimestamp();
        T result = await meanwhile();
        await over.CancelAsync();
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        long calls = await wellBehaved.WaitAsync(TargetRest.Patience);
        return (result, calls, calls / seconds);
    }

    private static async Task<bool> AloneAsync()
    {
        await Task.Delay(Baseline);
        return true;
    }

    /// <summary>In a process of its own: what it was lent and does not return comes back with its end.</summary>
    private static async Task<HostileReport> AttackAsync(string socket, int seed, long mutations, TimeSpan longest)
    {
        using Process hostile = Start(HostileProgram.Command, socket, $"{seed}", $"{mutations}", $"{(long)longest.TotalSeconds}");
        Task<string> errors = hostile.StandardError.ReadToEndAsync();
        string? line = await hostile.StandardOutput.ReadLineAsync();
        await hostile.WaitForExitAsync();
        TargetRest.Require(line is not null && hostile.ExitCode == 0, () => $"the hostile cell gave up: {errors.Result}");
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
            Answer answer = await client.AskAsync(ask, CancellationToken.None).AsTask().WaitAsync(TargetRest.Patience, CancellationToken.None);
            TargetRest.Require(answer == new Answer(calls, "well-behaved"), () => $"a well-behaved caller got {answer}");
            Answer weight = await client.WeighAsync(ask, bulk, CancellationToken.None).AsTask().WaitAsync(TargetRest.Patience, CancellationToken.None);
            TargetRest.Require(weight == new Answer(100_000, "well-behaved"), () => $"a well-behaved caller got {weight} for what it lent");
            using SharedBytes lent = await client.LendAsync(ask, CancellationToken.None).AsTask().WaitAsync(TargetRest.Patience, CancellationToken.None);
            TargetRest.Require(!lent.Span.ContainsAnyExcept((byte)calls), () => "what a well-behaved caller was lent has changed");
            calls += 3;
        }

        return calls;
    }
}
