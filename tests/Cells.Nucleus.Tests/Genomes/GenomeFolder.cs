using Cells.Nucleus.Genomes;

namespace Cells.Nucleus.Tests.Genomes;

/// <summary>A folder of real files that is removed with the test.</summary>
internal sealed class GenomeFolder : IDisposable
{
    private const string Program = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>""";

    public string Root { get; } = Directory.CreateTempSubdirectory("cells-genomes-").FullName;

    public string this[string path] => path.Length == 0 ? Root : Path.Combine(Root, path);

    public GenomeFolder File(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        System.IO.File.WriteAllText(this[path], content);
        return this;
    }

    public GenomeFolder Genome(string folder, string content) => File(Path.Combine(folder, "Genome.toml"), content);

    public GenomeFolder Project(string path, string content = Program) => File(path, content);

    /// <summary>A cell with a genome and a project that is a program.</summary>
    public GenomeFolder Cell(string folder, string genome = "") => Genome(folder, genome).Project(Path.Combine(folder, "Program.csproj"));

    public Genome Read(string genome)
    {
        Genome("cell", genome);
        return GenomeReader.Read(this["cell/Genome.toml"]);
    }

    /// <summary>The error of reading a genome, without the path before line and column.</summary>
    public string ErrorOf(string genome)
    {
        string error = Assert.Throws<GenomeException>(() => Read(genome)).Message;
        Assert.StartsWith(this["cell/Genome.toml:"], error);
        return error[this["cell/Genome.toml:"].Length..];
    }

    /// <summary>The error of resolving a folder, with paths relative to this one.</summary>
    public string ResolveError(string folder = "") =>
        Assert.Throws<GenomeException>(() => Workspace.Resolve(this[folder])).Message.Replace(Root, ".", StringComparison.Ordinal);

    public string NamesOf(string folder = "") => string.Join(' ', Workspace.Resolve(this[folder]).Requested.Select(cell => cell.Name));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
