using System.Collections.Immutable;

namespace Cells.Nucleus.Genomes;

/// <summary>Finds the workspaces that a folder is in.</summary>
public static class WorkspaceReader
{
    /// <summary>The outermost workspace genome in a folder or above it, or null where there is none.</summary>
    /// <param name="startDirectory">The folder to begin at.</param>
    /// <exception cref="GenomeException">A genome on the way is not as it must be.</exception>
    public static Genome? Find(string startDirectory) => FindAll(startDirectory).FirstOrDefault();

    /// <summary>All workspace genomes in a folder and above it, the outermost first.</summary>
    /// <param name="startDirectory">The folder to begin at.</param>
    /// <exception cref="GenomeException">A genome on the way is not as it must be.</exception>
    public static ImmutableArray<Genome> FindAll(string startDirectory)
    {
        ArgumentException.ThrowIfNullOrEmpty(startDirectory);
        List<Genome> found = [];
        for (string? folder = Path.GetFullPath(startDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string file = Path.Combine(folder, Genome.FileName);
            if (File.Exists(file) && GenomeReader.Read(file) is { IsWorkspace: true } genome)
            {
                found.Add(genome);
            }
        }
        found.Reverse();
        return [.. found];
    }
}
