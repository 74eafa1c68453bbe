namespace Cells.Image.Tests.Laziness;

/// <summary>A test that asks Linux which pages are in memory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Only Linux says which pages are in memory (memfd_create, mincore).";
    }
}
