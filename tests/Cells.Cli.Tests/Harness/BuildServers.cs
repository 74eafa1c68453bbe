using System.Globalization;
using Cells.Platform.Processes;

namespace Cells.Cli.Tests.Harness;

/// <summary>The SDK's build servers that commands of these tests have started: they would stay for minutes.</summary>
internal static class BuildServers
{
    /// <summary>The variable by which they are known; a server has the environment of the build that started it.</summary>
    internal const string Mark = "CELLS_TESTS";

    /// <summary>Its value here.</summary>
    internal static string Ours { get; } = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Ends them.</summary>
    internal static void End()
    {
        foreach (int process in Playground.AllProcesses().Where(IsOne))
        {
            if (ProcessDescriptor.TryOpen(process, out ProcessDescriptor? server))
            {
                using (server)
                {
                    server.Send(ProcessSignal.Kill);
                    server.WaitForExit((int)Playground.Limit.TotalMilliseconds);
                }
            }
        }
    }

    private static bool IsOne(int process)
    {
        try
        {
            string arguments = File.ReadAllText($"/proc/{process}/cmdline");
            return (arguments.Contains("MSBuild.dll", StringComparison.Ordinal) || arguments.Contains("VBCSCompiler", StringComparison.Ordinal))
                && File.ReadAllText($"/proc/{process}/environ").Split('\0').Contains($"{Mark}={Ours}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
