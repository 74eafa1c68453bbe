namespace Dodeca.Queries;

/// <summary>The names of settings.</summary>
internal static class SettingNames
{
    internal const string Title = "title";
    internal const string Description = "description";
    internal const string BaseUrl = "base_url";
    internal const string Content = "content";
    internal const string LightTheme = "light";
    internal const string DarkTheme = "dark";
    internal const string StableAssets = "stable_assets";

    /// <summary>The time at which the build began: another one each time.</summary>
    internal const string Time = "time";

    /// <summary>The names of all build steps, one in a line.</summary>
    internal const string Steps = "steps";

    /// <summary>The command of a build step, a word in a line.</summary>
    internal static string Step(string name) => $"step:{name}";
}
