using Cells.Nucleus.Contracts;

namespace Cells.Cli.Output;

/// <summary>What came of a start or a replacement, for a reader and for programs.</summary>
internal static class StartReplies
{
    /// <summary>Prints it.</summary>
    /// <exception cref="CommandException">It did not start, or was not replaced.</exception>
    internal static void Report(StartReply reply, bool json)
    {
        if (json)
            Console.WriteLine(ToJson(reply));
        string name = reply.Status.Name;
        switch (reply.Outcome)
        {
            case StartOutcomes.NotRunning:
                throw new CommandException(ExitCodes.NotFound, $"{reply.Reason}. 'cell run {name}' starts it.");
            case StartOutcomes.Failed:
                throw new CommandException(ExitCodes.StartFailed, $"'{name}' did not start: {reply.Reason}.{Quote(reply, "\nIt wrote nothing.")}");
            case StartOutcomes.Kept:
                throw new CommandException(
                    ExitCodes.StartFailed,
                    $"'{name}' was not replaced: {reply.Reason}. What ran before runs on{(reply.Status.ProcessId == 0 ? "" : $" (process {reply.Status.ProcessId})")}.{Quote(reply, "")}");
        }

        if (!json)
            Console.WriteLine(ToText(reply));
    }

    private static string Quote(StartReply reply, string otherwise) =>
        reply.LastLines.Count == 0 ? otherwise : $"\nIts last lines:\n  {string.Join("\n  ", reply.LastLines)}";

    private static string ToText(StartReply reply)
    {
        CellStatus cell = reply.Status;
        string processes = cell.Instances.Count > 1 ? $"processes {string.Join(", ", cell.Instances.Select(static instance => instance.ProcessId))}" : $"process {cell.ProcessId}";
        return reply.Outcome switch
        {
            StartOutcomes.Unchanged => $"{cell.Name} runs already and is unchanged ({processes})",
            StartOutcomes.Upgraded => $"{cell.Name} is upgraded: the new one has taken over ({processes}, {cell.ReadyAfterMs} ms), the old one has finished",
            StartOutcomes.RolledBack => $"{cell.Name} is rolled back to build {cell.Build} ({processes}, {cell.ReadyAfterMs} ms)",
            StartOutcomes.Restarted => $"{cell.Name} is restarted ({processes}, {cell.ReadyAfterMs} ms)",
            StartOutcomes.Started when cell.ProcessId == 0 => $"{cell.Name} waits for its first connection",
            _ => $"{cell.Name} is ready ({processes}, {cell.ReadyAfterMs} ms)",
        };
    }

    private static string ToJson(StartReply reply) => JsonText.Of(writer =>
    {
        CellStatus cell = reply.Status;
        writer.WriteStartObject();
        writer.WriteString("name", cell.Name);
        writer.WriteString("outcome", reply.Outcome);
        writer.WriteOrNull("process_id", cell.ProcessId, cell.ProcessId == 0);
        writer.WriteOrNull("ready_after_ms", cell.ReadyAfterMs, cell.ReadyAfterMs < 0);
        writer.WriteString("build", cell.Build);
        writer.WriteBoolean("as_dependency", cell.AsDependency);
        writer.WriteString("reason", reply.Reason);
        writer.WriteStrings("last_lines", reply.LastLines);
        writer.WriteEndObject();
    });
}
