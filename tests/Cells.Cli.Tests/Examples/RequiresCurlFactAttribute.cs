namespace Cells.Cli.Tests.Examples;

/// <summary>A fact that is skipped, with a reason, where curl is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresCurlFactAttribute : FactAttribute
{
    public RequiresCurlFactAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!Array.Exists(folders, static folder => File.Exists(Path.Combine(folder, "curl"))))
            Skip = "Needs curl on the PATH, a client that is not .NET's own; CI installs it.";
    }
}
