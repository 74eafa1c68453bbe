using System.Globalization;

namespace Cells.Platform.Sandboxes;

/// <summary>Which processes were started in a <see cref="ChildSandbox"/>. The kernel says it, by the filters of system calls that a process has: none can rid itself of one.</summary>
public static class ProcessConfinement
{
    /// <summary>The variable that tells a process that it is in a sandbox.</summary>
    public const string Variable = "CELL_ISOLATED";

    private const string Field = "Seccomp_filters:";

    /// <summary>What this process and its peers have in common, such as those of the container that they run in.</summary>
    private static readonly int Common = Filters(Environment.ProcessId) - (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? 1 : 0);

    /// <summary>Whether a process is confined more than this one would be without a sandbox of its own.</summary>
    /// <param name="process">Its number, as the kernel gives it for the other end of a socket; 0 where it is of another container.</param>
    /// <returns>True also where that cannot be found out, as of a process that has ended.</returns>
    public static bool IsIn(int process) => process > 0 && Filters(process) > Common;

    private static int Filters(int process)
    {
        try
        {
            foreach (string line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")))
            {
                if (line.StartsWith(Field, StringComparison.Ordinal))
                    return int.Parse(line.AsSpan(Field.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
            }

            return 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return int.MaxValue;
        }
    }
}
