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
    private const string Recipe = "2";

    /// <summary>What MSBuild, NuGet and the compiler look for in a project's folder and upwards from it.</summary>
    private static readonly string[] LookedForUpwards =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props",
        "global.json", "NuGet.config", "nuget.config", "NuGet.Config", ".editorconfig", ".globalconfig",
    ];

    /// <summary>The fingerprint of what is there now.</summary>
    internal string Fingerprint(SourceLook look)
    {
        var digest = new FileDigest();
        digest.Add($"{Recipe} {DotnetInstallation.SdkVersions} {DotnetInstallation.RuntimeIdentifier}");

        // Most projects of a repository share most of their folders, each of which is digested once.
        foreach (string folder in Folders.Order(StringComparer.Ordinal))
            digest.Add($"{look.In(folder).Digest} {folder}");
        foreach (string path in OtherFiles(look).Order(StringComparer.Ordinal))
            digest.Add(path, look);
        return digest.ToString();
    }

    /// <summary>Whether a file was changed after a moment.</summary>
    internal bool ChangedSince(DateTime moment, SourceLook look)
    {
        long nanoseconds = (moment - DateTime.UnixEpoch).Ticks * 100;
        return Folders.SelectMany(folder => look.In(folder).Files).Concat(OtherFiles(look)).Any(path => FileStatus.TryOf(path, out FileStatus status) && status.ChangedNanoseconds >= nanoseconds);
    }

    /// <summary>The files outside of the folders, and those that these import from wherever.</summary>
    private HashSet<string> OtherFiles(SourceLook look)
    {
        HashSet<string> files = new(Files, StringComparer.Ordinal);
        HashSet<string> above = new(StringComparer.Ordinal);
        foreach (string folder in Folders)
        {
            for (string? current = folder; current is not null && above.Add(current); current = Path.GetDirectoryName(current))
                files.UnionWith(LookedForUpwards.Select(name => Path.Combine(current, name)));
        }

        foreach (string file in files.Where(ImportedFiles.MayImport).ToArray())
            AddImports(files, look.ImportsOf(file), look);
        foreach (string folder in Folders)
            AddImports(files, look.In(folder).Imports, look);
        return files;
    }

    private static void AddImports(HashSet<string> files, IReadOnlyList<string> imports, SourceLook look)
    {
        foreach (string imported in imports)
        {
            if (files.Add(imported))
                AddImports(files, look.ImportsOf(imported), look);
        }
    }
}
