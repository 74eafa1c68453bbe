using Cells.Tests;

namespace Dodeca.Cli.Tests;

/// <summary>A test that mounts a disk of its own, which the kernel may forbid.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    private static readonly bool CanMount = Unshared.Succeeds([.. Command, "mount", "-t", "tmpfs", "none", "/mnt"]);

    public MountFactAttribute()
    {
        if (!CanMount)
            Skip = "No file system can be mounted here ('unshare --mount' fails).";
    }

    /// <summary>Begins a command that sees what it mounts, and nobody else does.</summary>
    internal static string[] Command => Unshared.Command("--mount");
}
