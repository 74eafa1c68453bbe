using System.Collections.Immutable;
using Cells.Nucleus.Genomes.Reading;
using Cells.Toml;

namespace Cells.Nucleus.Genomes;

/// <summary>Reads a <c>Genome.toml</c> and refuses what it does not know.</summary>
public static class GenomeReader
{
    private static readonly string[] CellSections = ["genome", "junctions", "axons", "life", "limits", "access", "run"];

    /// <summary>Reads a genome.</summary>
    /// <param name="path">The file; error messages name it as given.</param>
    /// <exception cref="GenomeException">The file cannot be read, is not TOML, or says what a genome cannot say.</exception>
    public static Genome Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Read(path, TomlDocument.Load(path).Root);
        }
        catch (TomlException malformed)
        {
            throw new GenomeException(new(path, malformed.Line, malformed.Column), malformed.Reason, malformed);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new GenomeException(new(path), $"the genome cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static Genome Read(string path, TomlTable table)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        var root = new Section(path, title: null, table);
        Genome genome = ReadGenome(root.Child("genome"), root.Child("run"), path, folder) with
        {
            Junctions = ReadJunctions(root.Child("junctions")),
            Axons = ReadAxons(root.Child("axons")),
            Life = ReadLife(root.Child("life")),
            Limits = ReadLimits(root.Child("limits")),
            Access = ReadAccess(root.Child("access")),
        };
        genome = ReadWorkspace(root.Child("workspace"), root.Child("cells"), genome);
        root.RefuseOthers();
        genome = genome with { DescribesCell = !genome.IsWorkspace || CellSections.Any(section => table.TryGet(section, out _)) };
        NameRules.Check(genome, table, path);
        return genome;
    }

    private static Genome ReadGenome(Section genome, Section run, string path, string folder)
    {
        GenomeText? name = genome.Text("name");
        GenomeText? project = genome.Text("project");
        int replicas = genome.Number("replicas", otherwise: 1, min: 1, max: Genome.ReplicasMax);
        bool isolated = genome.Flag("isolated", otherwise: false);
        genome.RefuseOthers();
        GenomeText? program = run.Text("program");
        run.RefuseOthers();
        return new()
        {
            Name = CellName.Normalize(name?.Value ?? Path.GetFileName(folder)),
            Folder = folder,
            Location = name?.Location ?? new(path),
            Project = project,
            Program = program,
            Replicas = replicas,
            Isolated = isolated,
        };
    }

    private static ImmutableArray<Junction> ReadJunctions(Section section) =>
        [.. section.Entries.Select(entry =>
            new Junction(NameRules.NameOf(section, entry), section.TextOf(entry.Key, entry.Value, "a path or a cell's name")))];

    private static ImmutableArray<Axon> ReadAxons(Section section) =>
        [.. section.Entries.Select(entry => new Axon(NameRules.NameOf(section, entry), AddressOf(section, entry)))];

    private static Uri AddressOf(Section section, TomlEntry entry)
    {
        const string form = "an address such as tls://host:port";
        GenomeText text = section.TextOf(entry.Key, entry.Value, form);
        bool complete = Uri.TryCreate(text.Value, UriKind.Absolute, out Uri? address)
            && address is { Scheme: "tls" or "tcp", Host.Length: > 0, Port: > 0, UserInfo: "", PathAndQuery: "" or "/", Fragment: "" };
        return complete
            ? address!
            : throw new GenomeException(
                text.Location,
                $"'{entry.Key}' in [axons]: expected {form} (or tcp://), found '{Suggestion.Shorten(text.Value)}'");
    }

    private static CellLife ReadLife(Section section)
    {
        const string duration = "a duration such as \"10s\"";
        var defaults = new CellLife();
        var life = new CellLife
        {
            Restart = section.Choice(
                "restart",
                defaults.Restart,
                ("on-failure", RestartPolicy.OnFailure),
                ("always", RestartPolicy.Always),
                ("never", RestartPolicy.Never)),
            Start = section.Choice("start", defaults.Start, ("eager", StartPolicy.Eager), ("on-demand", StartPolicy.OnDemand)),
            IdleStop = section.Formatted("idle_stop", duration, DurationText.Parse),
            ReadyTimeout = section.Formatted("ready_timeout", duration, DurationText.Parse) ?? defaults.ReadyTimeout,
        };
        section.RefuseOthers();
        return life;
    }

    private static CellLimits ReadLimits(Section section)
    {
        var limits = new CellLimits
        {
            MemoryBytes = section.Formatted("memory", "a size such as \"512MiB\"", ByteSizeText.Parse),
            Processors = section.Real("cpu", min: 0.01, max: 1024),
            Processes = section.OptionalNumber("processes", min: 16, max: 1_000_000),
        };
        section.RefuseOthers();
        return limits;
    }

    private static CellAccess ReadAccess(Section section)
    {
        var access = new CellAccess
        {
            Users = [.. section.Texts("users").Select(user => user.Value)],
            Groups = [.. section.Texts("groups").Select(group => group.Value)],
        };
        section.RefuseOthers();
        return access;
    }

    private static Genome ReadWorkspace(Section workspace, Section cells, Genome genome)
    {
        ImmutableArray<GenomeText> members = workspace.Texts("members");
        workspace.RefuseOthers();
        return genome with
        {
            Members = members,
            Cells = [.. cells.Entries.Select(entry => ReadCell(cells, entry))],
            IsWorkspace = workspace.Exists || cells.Exists,
        };
    }

    private static CellEntry ReadCell(Section cells, TomlEntry entry)
    {
        string name = NameRules.NameOf(cells, entry);
        Section cell = cells.Child(entry.Key);
        GenomeText? path = cell.Text("path");
        cell.RefuseOthers();
        GenomeLocation location = cells.At(entry.KeyPosition);
        return new(name, path ?? throw new GenomeException(location, $"[cells.{entry.Key}] has no path; expected path = \"FOLDER\""), location);
    }
}
