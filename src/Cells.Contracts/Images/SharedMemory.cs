namespace Cells;

/// <summary>Whether this process shows memory to others.</summary>
public static class SharedMemory
{
    /// <summary>The environment variable that turns it off by the value <c>off</c>.</summary>
    public const string Variable = "CELL_SHARED_MEMORY";

    /// <summary>Whether it does: on Linux, unless <see cref="Variable"/> says otherwise.</summary>
    public static bool IsOn { get; } = OperatingSystem.IsLinux() && !string.Equals(Environment.GetEnvironmentVariable(Variable), "off", StringComparison.OrdinalIgnoreCase);
}
