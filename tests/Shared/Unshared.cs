using System.ComponentModel;
using System.Diagnostics;

namespace Cells.Tests;

/// <summary>Commands that have something of the system to themselves, by util-linux's <c>unshare</c>.</summary>
internal static class Unshared
{
    /// <summary>Begins a command.</summary>
    /// <param name="options">What it has to itself.</param>
    internal static string[] Command(params string[] options) => [.. Environment.IsPrivilegedProcess ? (string[])["unshare"] : ["unshare", "--user", "--map-root-user"], .. options];

    /// <summary>Whether a command succeeds.</summary>
    internal static bool Succeeds(params string[] command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
