using System.ComponentModel;
using System.Diagnostics;

namespace Dodeca.Cli.Tests;

/// <summary>A test that mounts a disk of its own, which the kernel may forbid.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    private static readonly bool CanMount = Try();

    public MountFactAttribute()
    {
        if (!CanMount)
            Skip = "No file system can be mounted here ('unshare --mount' fails).";
    }

    /// <summary>Begins a command that sees what it mounts, and nobody else does.</summary>
    internal static string[] Command => Environment.IsPrivilegedProcess ? ["unshare", "--mount"] : ["unshare", "--user", "--map-root-user", "--mount"];

    private static bool Try()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Command[0], [.. Command[1..], "mount", "-t", "tmpfs", "none", "/mnt"]) { UseShellExecute = false, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
