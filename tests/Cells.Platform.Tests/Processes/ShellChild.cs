using Cells.Platform.Native;
using Cells.Platform.Processes;

namespace Cells.Platform.Tests.Processes;

/// <summary>Children that run a line of shell in their test's directory.</summary>
internal static class ShellChild
{
    internal static ChildProcess Shell(this TemporaryDirectory directory, string command, DescriptorHandle? output = null) => ChildProcess.Spawn(directory.Start(command, output));

    internal static ChildStart Start(this TemporaryDirectory directory, string command, DescriptorHandle? output = null) => new()
    {
        Program = "/bin/sh",
        Arguments = ["-c", command],
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = "/usr/bin:/bin" },
        WorkingDirectory = directory.Path,
        Output = output,
    };
}
