using Cells.Platform.Sandboxes;

namespace Cells.Tests;

/// <summary>A test that starts a process in a sandbox, for which the kernel needs Landlock.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SandboxFactAttribute : FactAttribute
{
    public SandboxFactAttribute()
    {
        if (ChildSandbox.WhyNot is { } why)
            Skip = $"No process can be isolated here: {why}";
    }
}
