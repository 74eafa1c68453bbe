using System.Globalization;
using System.Reflection;
using Cells.Nucleus.Contracts;
using Cells.Rpc.Discovery;

namespace Cells.Hosting;

/// <summary>What a cell's program is told by its arguments and its environment.</summary>
/// <param name="Name">The cell's name.</param>
/// <param name="RunDirectory">The run directory, where one was named.</param>
/// <param name="ControlDescriptor">The supervisor's socket; null without a supervisor.</param>
internal sealed record ProgramArguments(string Name, string? RunDirectory, int? ControlDescriptor)
{
    private const string NameMetadata = "CellName";

    /// <param name="args">The program's arguments.</param>
    /// <param name="configuredName">The name that the configuration says; arguments and supervisor come before it.</param>
    /// <param name="configuredRunDirectory">The run directory that it says, likewise.</param>
    internal static ProgramArguments Parse(string[] args, string? configuredName = null, string? configuredRunDirectory = null)
    {
        int? control = int.TryParse(Environment.GetEnvironmentVariable(ControlChannel.DescriptorVariable), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;
        string name = Option(args, "--name") ?? Environment.GetEnvironmentVariable(ControlChannel.NameVariable) ?? configuredName ?? NameOfProgram();
        return new ProgramArguments(Rpc.Discovery.RunDirectory.NormalName(name), Option(args, "--run-dir") ?? configuredRunDirectory, control);
    }

    private static string? Option(string[] args, string name)
    {
        int index = Array.IndexOf(args, name);
        return index >= 0 && index + 1 < args.Length ? args[index + 1] : null;
    }

    /// <summary>The name of the project's folder, which the build has put into the assembly.</summary>
    private static string NameOfProgram()
    {
        Assembly? entry = Assembly.GetEntryAssembly();
        string? fromBuild = entry?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == NameMetadata)?.Value;
        return fromBuild ?? entry?.GetName().Name ?? "cell";
    }
}
