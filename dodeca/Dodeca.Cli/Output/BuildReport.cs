using System.Globalization;
using System.Text;
using System.Text.Json;
using Dodeca.Building;
using Dodeca.Configuration;
using Dodeca.Hosting;
using Dodeca.Problems;
using Picante;

namespace Dodeca.Cli.Output;

/// <summary>What became of a build, for people and for programs.</summary>
internal static class BuildReport
{
    internal static void Print(BuildResult result, SiteConfiguration site, IReadOnlyCollection<QueryExecution> executed)
    {
        foreach (QueryExecution execution in executed)
            Console.WriteLine(Explain(execution));
        foreach (IGrouping<(string Cell, string Reason), PassThrough> same in result.PassThroughs.GroupBy(static passed => (passed.Cell, passed.Reason)))
            Console.Error.WriteLine(PassThroughText.Of([.. same]));
        foreach (Problem problem in result.Problems)
            Console.Error.WriteLine(ProblemText.Of(problem, site.Folder));
        if (result.IsSuccess)
            Console.WriteLine(Summary(result));
        else
            Console.Error.WriteLine(Failure(result));
    }

    internal static string ToJson(BuildResult result, IReadOnlyCollection<QueryExecution> executed)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("success", result.IsSuccess);
            writer.WriteString("output", result.Output);
            writer.WriteNumber("pages", result.Pages);
            writer.WriteNumber("assets", result.Assets);
            writer.WriteNumber("written", result.Written);
            writer.WriteNumber("removed", result.Removed);
            writer.WriteNumber("seconds", Math.Round(result.Elapsed.TotalSeconds, 3));
            writer.WriteNumber("own_memory_bytes", result.Memory.OwnBytes);
            writer.WriteNumber("cell_memory_bytes", result.Memory.CellBytes);
            writer.WriteNumber("cell_processes", result.Memory.CellProcesses);
            Write(writer, result.Counters);
            Write(writer, executed);
            writer.WriteStartArray("pass_throughs");
            foreach (PassThrough passed in result.PassThroughs)
            {
                writer.WriteStartObject();
                writer.WriteString("cell", passed.Cell);
                writer.WriteString("input", passed.Input);
                writer.WriteString("reason", passed.Reason);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("problems");
            foreach (Problem problem in result.Problems)
                Write(writer, problem);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<QueryCounters> counters)
    {
        writer.WriteStartObject("queries");
        foreach (QueryCounters query in counters)
        {
            writer.WriteStartObject(query.Query);
            writer.WriteNumber("executed", query.Executed);
            writer.WriteNumber("reused", query.Reused);
            writer.WriteNumber("failed", query.Failed);
            writer.WriteNumber("loaded", query.Loaded);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyCollection<QueryExecution> executed)
    {
        writer.WriteStartArray("executed");
        foreach (QueryExecution execution in executed)
        {
            writer.WriteStartObject();
            writer.WriteString("query", execution.Query);
            writer.WriteString("key", Readable(execution.Key));
            writer.WriteString("reason", JsonNamingPolicy.SnakeCaseLower.ConvertName(execution.Reason.ToString()));
            writer.WriteString("cause", execution.Cause);
            writer.WriteString("cause_key", execution.CauseKey is { } key ? Readable(key) : null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Problem problem)
    {
        writer.WriteStartObject();
        writer.WriteString("severity", problem.IsWarning ? "warning" : "error");
        writer.WriteString("file", problem.Fault.File);
        writer.WriteNumber("line", problem.Fault.Line);
        writer.WriteNumber("column", problem.Fault.Column);
        writer.WriteString("message", problem.Fault.Message);
        writer.WriteString("help", problem.Fault.Help);
        writer.WriteEndObject();
    }

    private static string Summary(BuildResult result)
    {
        string changed = result.Written + result.Removed == 0
            ? "nothing to do"
            : string.Create(CultureInfo.InvariantCulture, $"{result.Rendered} rendered, {result.Written} files written{(result.Removed > 0 ? $", {result.Removed} removed" : "")}");
        string memory = result.Memory.CellProcesses == 0
            ? $"{MiB(result.Memory.OwnBytes)} MiB"
            : string.Create(CultureInfo.InvariantCulture, $"{MiB(result.Memory.OwnBytes + result.Memory.CellBytes)} MiB, {MiB(result.Memory.CellBytes)} of it in {result.Memory.CellProcesses} cells");
        return string.Create(CultureInfo.InvariantCulture, $"{result.Pages} pages and {result.Assets} other files in {result.Elapsed.TotalSeconds:0.00} s ({changed}; {memory}): {result.Output}");
    }

    private static string Failure(BuildResult result)
    {
        int errors = result.Problems.Count(static problem => !problem.IsWarning);
        return string.Create(CultureInfo.InvariantCulture, $"ddc: {errors} {(errors == 1 ? "error" : "errors")}; nothing was written to {result.Output}");
    }

    private static string Explain(QueryExecution execution)
    {
        string reason = execution.Reason switch
        {
            ExecutionReason.New => "it was not known yet",
            ExecutionReason.DependencyChanged => $"{execution.Cause} {Readable(execution.CauseKey!)} has changed",
            ExecutionReason.FailedBefore => "it had failed",
            ExecutionReason.NotKept => "it is needed, and was not kept",
            _ => "an earlier state of the site asks for it",
        };
        return $"{execution.Query} {Readable(execution.Key)}: {reason}".Replace("  ", " ", StringComparison.Ordinal);
    }

    private static string Readable(object key) => key.ToString()!.Replace('\n', '.');

    private static long MiB(long bytes) => (bytes + (1 << 19)) >> 20;
}
