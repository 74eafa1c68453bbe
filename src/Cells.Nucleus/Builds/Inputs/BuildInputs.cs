using System.Security.Cryptography;
using System.Text;
using Cells.Platform.Files;

namespace Cells.Nucleus.Builds.Inputs;

/// <summary>
/// All that a build read: the folders of the projects it consists of, whole, and single files outside of them. Their content, with the
/// names of what stands in the folders, is the build's fingerprint.
/// </summary>
/// <param name="Folders">The projects' folders.</param>
/// <param name="Files">Files outside of these.</param>
internal sealed record BuildInputs(IReadOnlyList<string> Folders, IReadOnlyList<string> Files)
{
    /// <summary>Changes when the way of building does, so that older builds count as outdated.</summary>
    private const string Recipe = "1";

    /// <summary>What MSBuild, NuGet and the compiler look for in a project's folder and upwards from it.</summary>
    private static readonly string[] LookedForUpwards =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props",
        "global.json", "NuGet.config", "nuget.config", "NuGet.Config", ".editorconfig", ".globalconfig",
    ];

    /// <summary>The fingerprint of what is there now.</summary>
    internal string Fingerprint(SourceLook look)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(digest, $"{Recipe} {DotnetInstallation.SdkVersions} {DotnetInstallation.RuntimeIdentifier}");
        foreach (string path in AllFiles(look).Order(StringComparer.Ordinal))
        {
            if (look.HashOf(path) is { } hash)
                Add(digest, $"{hash} {path}");
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>Whether a file was changed after a moment.</summary>
    internal bool ChangedSince(DateTime moment, SourceLook look)
    {
        long nanoseconds = (moment - DateTime.UnixEpoch).Ticks * 100;
        return AllFiles(look).Any(path => FileStatus.TryOf(path, out FileStatus status) && status.ChangedNanoseconds >= nanoseconds);
    }

    private HashSet<string> AllFiles(SourceLook look)
    {
        HashSet<string> files = new(Files, StringComparer.Ordinal);
        HashSet<string> above = new(StringComparer.Ordinal);
        foreach (string folder in Folders)
        {
            files.UnionWith(look.FilesIn(folder));
            for (string? current = folder; current is not null && above.Add(current); current = Path.GetDirectoryName(current))
                files.UnionWith(LookedForUpwards.Select(name => Path.Combine(current, name)));
        }

        foreach (string file in files.Where(ImportedFiles.MayImport).ToArray())
            AddImports(files, file, look);
        return files;
    }

    private static void AddImports(HashSet<string> files, string path, SourceLook look)
    {
        foreach (string imported in look.ImportsOf(path))
        {
            if (files.Add(imported))
                AddImports(files, imported, look);
        }
    }

    private static void Add(IncrementalHash digest, string line) => digest.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
}
