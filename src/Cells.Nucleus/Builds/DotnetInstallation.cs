using System.Runtime.InteropServices;

namespace Cells.Nucleus.Builds;

/// <summary>The .NET that runs this process: cells are built and run with the same one.</summary>
public static class DotnetInstallation
{
    /// <summary>The variable by which a program's own host finds the installation.</summary>
    public const string RootVariable = "DOTNET_ROOT";

    /// <summary>Its directory: the shared framework lies in <c>shared/NAME/VERSION/</c> below it.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    /// <summary>The <c>dotnet</c> program.</summary>
    public static string Program => Path.Combine(Root, "dotnet");

    /// <summary>The newest SDK; empty where there is none.</summary>
    public static string SdkVersions => Directory.Exists(Path.Combine(Root, "sdk"))
        ? string.Join(' ', Directory.EnumerateDirectories(Path.Combine(Root, "sdk")).Select(Path.GetFileName).Order(StringComparer.Ordinal))
        : "";

    /// <summary>What the platform is called where programs are published for it.</summary>
    public static string RuntimeIdentifier
    {
        get
        {
            string own = RuntimeInformation.RuntimeIdentifier;
            bool musl = own.Contains("musl", StringComparison.Ordinal) || own.StartsWith("alpine", StringComparison.Ordinal);
            return $"linux{(musl ? "-musl" : "")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        }
    }
}
