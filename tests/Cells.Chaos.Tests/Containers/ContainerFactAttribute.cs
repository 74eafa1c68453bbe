using Cells.Tests;

namespace Cells.Chaos.Containers;

/// <summary>A test with a process that sees none of those outside, as in a container, which the kernel may forbid.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ContainerFactAttribute : FactAttribute
{
    private static readonly bool CanContain = Unshared.Succeeds([.. Command, "true"]);

    public ContainerFactAttribute()
    {
        if (!CanContain)
            Skip = "No process can be given process numbers of its own here ('unshare --pid' fails).";
    }

    /// <summary>Begins a command that sees no processes but its own.</summary>
    internal static string[] Command => Unshared.Command("--pid", "--fork", "--kill-child", "--mount-proc");
}
