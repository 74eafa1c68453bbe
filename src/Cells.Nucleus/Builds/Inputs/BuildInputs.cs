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
    /// <param name="hashes">Knows the files that have not changed.</param>
    /// <param name="outputs">Folders that hold what builds and cells write.</param>
    internal string Fingerprint(FileHashes hashes, IReadOnlySet<string> outputs)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(digest, $"{Recipe} {DotnetInstallation.SdkVersions} {DotnetInstallation.RuntimeIdentifier}");
        foreach (string path in AllFiles(outputs).Order(StringComparer.Ordinal))
        {
            if (hashes.Of(path) is { } hash)
                Add(digest, $"{hash} {path}");
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>Whether a file was changed after a moment.</summary>
    internal bool ChangedSince(DateTime moment, IReadOnlySet<string> outputs)
    {
        long nanoseconds = (moment - DateTime.UnixEpoch).Ticks * 100;
        return AllFiles(outputs).Any(path => FileStatus.TryOf(path, out FileStatus status) && status.ChangedNanoseconds >= nanoseconds);
    }

    private HashSet<string> AllFiles(IReadOnlySet<string> outputs)
    {
        HashSet<string> files = new(Files, StringComparer.Ordinal);
        HashSet<string> above = new(StringComparer.Ordinal);
        foreach (string folder in Folders)
        {
            files.UnionWith(SourceFolder.Files(folder, outputs));
            for (string? current = folder; current is not null && above.Add(current); current = Path.GetDirectoryName(current))
                files.UnionWith(LookedForUpwards.Select(name => Path.Combine(current, name)));
        }

        foreach (string file in files.Where(ImportedFiles.MayImport).ToArray())
            ImportedFiles.AddTo(files, file);
        return files;
    }

    private static void Add(IncrementalHash digest, string line) => digest.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
}
