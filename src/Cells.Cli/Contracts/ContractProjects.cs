using System.Xml.Linq;
using Cells.Cli.Running;
using Cells.Images.Schemas;
using Cells.Images.Schemas.Files;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Genomes;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Contracts;

/// <summary>A project that declares contracts, with the lock beside it.</summary>
/// <param name="Project">The project's file.</param>
/// <param name="Contracts">Its contracts as they are now.</param>
/// <param name="Lock">What they were when they were accepted; null where there is no lock.</param>
internal sealed record LockedProject(string Project, IReadOnlyList<ContractSchema> Contracts, LockFile? Lock)
{
    internal string LockPath => Path.Combine(Path.GetDirectoryName(Project)!, LockFile.FileName);
}

/// <summary>Finds the projects whose contracts were meant: the one in a folder, or a cell's with all that it references.</summary>
internal static class ContractProjects
{
    internal static async Task<List<LockedProject>> OfAsync(string typed, SupervisorFiles files, CancellationToken cancellation)
    {
        string project = Find(typed, files);
        string output = await ContractBuild.RunAsync(project, cancellation);
        List<LockedProject> found = [];
        foreach (string path in WithReferences(project))
        {
            string lockPath = Path.Combine(Path.GetDirectoryName(path)!, LockFile.FileName);
            LockFile? contracts = File.Exists(lockPath) ? SchemaFiles.Read(lockPath, LockFile.Parse) : null;
            List<ContractSchema> declared = BuiltContracts.DeclaredIn(Path.Combine(output, AssemblyName(path) + ".dll"));
            if (declared.Count > 0 || contracts is not null)
                found.Add(new LockedProject(path, declared, contracts));
        }

        return found.Count > 0 ? found : throw new CommandException(ExitCodes.NotFound, $"{project} declares no contract, nor does what it references.");
    }

    private static string Find(string typed, SupervisorFiles files)
    {
        if (Directory.Exists(typed))
        {
            string[] projects = Directory.GetFiles(typed, "*.csproj");
            if (projects is [var only])
                return Path.GetFullPath(only);
            if (projects.Length > 1)
                throw new CommandException(ExitCodes.Usage, $"'{typed}' has several projects; a contract's project has a folder of its own.");
            return Workspace.Resolve(typed).Requested is [{ ProjectPath: { } program }, ..]
                ? program
                : throw new CommandException(ExitCodes.NotFound, $"There is no project in '{typed}'.");
        }

        Workspace? here = CellNames.FindWorkspace();
        WorkspaceCell cell = here?.Find(typed) ?? throw CellNames.Unknown(typed, here?.Cells.Select(static cell => cell.Name).ToList() ?? [], files);
        return cell.ProjectPath ?? throw new CommandException(ExitCodes.NotFound, $"'{cell.Name}' is a published program; its contracts are kept where its project is.");
    }

    /// <summary>A project and those that it references by paths that are written out, itself last.</summary>
    private static List<string> WithReferences(string project)
    {
        List<string> found = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        void Visit(string path)
        {
            if (!File.Exists(path) || !seen.Add(path))
                return;
            foreach (XElement reference in XDocument.Load(path).Descendants().Where(static element => element.Name.LocalName == "ProjectReference"))
            {
                string written = reference.Attribute("Include")?.Value.Replace('\\', '/') ?? "";
                if (written.Length > 0 && !written.Contains('$', StringComparison.Ordinal))
                    Visit(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, written)));
            }

            found.Add(path);
        }

        Visit(project);
        return found;
    }

    private static string AssemblyName(string project) =>
        XDocument.Load(project).Descendants().LastOrDefault(static element => element.Name.LocalName == "AssemblyName")?.Value.Trim() is { Length: > 0 } name
            && !name.Contains('$', StringComparison.Ordinal)
            ? name
            : Path.GetFileNameWithoutExtension(project);
}
