using System.Security.Cryptography;
using System.Text;
using Cells.Nucleus.Genomes;

namespace Cells.Nucleus.Builds;

/// <summary>
/// Where the builds of a project are kept: <c>artifacts/cells</c> beside its workspace's genome, else a folder of its own in the
/// user's cache. Compilers work in a folder of their own there, never in <c>bin</c> and <c>obj</c>, which belong to <c>dotnet build</c>,
/// the editor and the tests.
/// </summary>
public sealed class BuildPlace
{
    private BuildPlace(string? workspace, string root, string project)
    {
        WorkspaceDirectory = workspace;
        Root = root;
        Project = project;
    }

    /// <summary>The workspace that the project belongs to; null where it belongs to none.</summary>
    public string? WorkspaceDirectory { get; }

    /// <summary>All builds of the repository.</summary>
    public string Root { get; }

    /// <summary>The project's file.</summary>
    public string Project { get; }

    /// <summary>Taken by whoever builds: one at a time in a repository.</summary>
    public string LockFile => Path.Combine(Root, ".lock");

    /// <summary>Where compilers keep what they reuse.</summary>
    public string IntermediateDirectory => Path.Combine(Root, ".build");

    /// <summary>The kept builds of this project.</summary>
    public string BuildsDirectory => Path.Combine(Root, Path.GetFileNameWithoutExtension(Project));

    /// <summary>What the compiler said last.</summary>
    public string LogFile => Path.Combine(BuildsDirectory, "build.log");

    /// <summary>Where a project is built.</summary>
    /// <param name="project">The project's file.</param>
    public static BuildPlace Of(string project)
    {
        project = Path.GetFullPath(project);
        string directory = Path.GetDirectoryName(project)!;
        if (WorkspaceReader.Find(directory)?.Folder is { } workspace)
            return new BuildPlace(workspace, Path.Combine(workspace, "artifacts", "cells"), project);

        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory)))[..16];
        return new BuildPlace(null, Path.Combine(CacheDirectory(), "cells", $"{Path.GetFileName(directory)}-{key}"), project);
    }

    /// <summary>The user's cache.</summary>
    internal static string CacheDirectory() =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache)
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}
