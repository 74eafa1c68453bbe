using System.CommandLine;
using Cells.Cli.Diagnosis;
using Cells.Cli.Output;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Commands;

/// <summary><c>cell doctor</c>: what of the machine would hurt cells, and how to mend it.</summary>
internal static class DoctorCommand
{
    internal static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON array, for programs." };
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        var command = new Command("doctor", "Looks at the machine, the run directory and the workspace for what would hurt cells, and says how to mend it. Exit code 1 where cells do not work.") { json, runDirectory };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.Files(runDirectory), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(SupervisorFiles files, bool json, CancellationToken cancellation)
    {
        List<Finding> findings = [.. MachineChecks.All(), .. await RunDirectoryChecks.AllAsync(files, cancellation)];
        Console.Write(json ? ToJson(findings) + "\n" : ToText(findings));
        return findings.Exists(static finding => finding.Severity == Severity.Error) ? ExitCodes.Failed : ExitCodes.Success;
    }

    private static string ToText(List<Finding> findings)
    {
        var table = new TextTable("", "SUBJECT", "FOUND");
        foreach (Finding finding in findings)
        {
            table.Add(finding.Severity switch { Severity.Good => "ok", Severity.Warning => "warning", _ => "ERROR" }, finding.Subject, finding.Found);
            if (finding.Advice.Length > 0)
                table.Add("", "", $"-> {finding.Advice}");
        }

        return table.ToString();
    }

    private static string ToJson(List<Finding> findings) => JsonText.Of(writer =>
    {
        writer.WriteStartArray();
        foreach (Finding finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("subject", finding.Subject);
            writer.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
            writer.WriteString("found", finding.Found);
            writer.WriteOrNull("advice", finding.Advice);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
