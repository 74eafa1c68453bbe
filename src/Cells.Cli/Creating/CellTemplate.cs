namespace Cells.Cli.Creating;

/// <summary>Writes the files of a new cell.</summary>
/// <param name="name">The cell's name, in snake_case.</param>
/// <param name="folder">Where; must not exist.</param>
internal sealed class CellTemplate(string name, string folder)
{
    private readonly string _type = string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>Writes them so that the cell is built with Cells from where it comes.</summary>
    internal void Write(CellsOrigin origin)
    {
        Directory.CreateDirectory(folder);
        Dictionary<string, string> values = new(StringComparer.Ordinal)
        {
            ["name"] = name,
            ["Type"] = _type,
            ["version"] = origin.Version ?? "",
            ["feed"] = origin.Feed ?? "",
            ["repository"] = origin.PropsPrefix ?? "",
            ["testing"] = origin.PropsPrefix is null
                ? """<PackageReference Include="Cells.Testing" Version="$(CellsVersion)" />"""
                : """<ProjectReference Include="$(CellsSource)Cells.Testing/Cells.Testing.csproj" />""",
        };

        Copy("Genome.toml", "Genome.toml", values);
        Copy("gitignore", ".gitignore", values);
        Copy(origin.PropsPrefix is null ? "Directory.Build.props.packages" : "Directory.Build.props.repository", "Directory.Build.props", values);
        Copy("empty.msbuild", "Directory.Build.targets", values);
        Copy("empty.msbuild", "Directory.Packages.props", values);
        if (origin.Feed is not null)
            Copy("nuget.config", "nuget.config", values);
        Copy("contract/Contract.csproj", $"contract/{_type}.Contract.csproj", values);
        Copy("contract/Contract.cs", $"contract/I{_type}.cs", values);
        Copy("contract/contract.lock", "contract/contract.lock", values);
        Copy("program/Program.csproj", $"program/{_type}.csproj", values);
        Copy("program/Program.cs", "program/Program.cs", values);
        Copy("program/Service.cs", $"program/{_type}Service.cs", values);
        Copy("tests/Tests.csproj", $"tests/{_type}.Tests.csproj", values);
        Copy("tests/Tests.cs", $"tests/{_type}Tests.cs", values);
    }

    private void Copy(string template, string file, Dictionary<string, string> values)
    {
        using Stream stream = typeof(CellTemplate).Assembly.GetManifestResourceStream(template)
            ?? throw new InvalidOperationException($"The command lacks its template {template}.");
        using var reader = new StreamReader(stream);
        string text = reader.ReadToEnd();
        foreach ((string key, string value) in values)
            text = text.Replace("{{" + key + "}}", value, StringComparison.Ordinal);
        string path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
