namespace Cells.Tests;

/// <summary>A fact that is skipped, with a reason, where the shared data it reads is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresSharedDataFactAttribute : FactAttribute
{
    public RequiresSharedDataFactAttribute(string relativePath)
    {
        RelativePath = relativePath;
        if (!Path.Exists(SharedData.PathOf(relativePath)))
        {
            Skip = $"../shared/{relativePath} is not there";
        }
    }

    public string RelativePath { get; }
}
