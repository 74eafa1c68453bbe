namespace Cells.Nucleus.Builds.Inputs;

/// <summary>Lets each project of a build write down what it consists of. MSBuild is the only one who knows: items are made of globs, conditions and imports.</summary>
internal sealed class InputRecorder
{
    private const string Targets = """
        <Project>
          <Target Name="_CellsRecordInputs" AfterTargets="Build" Condition="'$(CellsRecordDirectory)' != ''">
            <ItemGroup>
              <_CellsLine Include="project $(MSBuildProjectFullPath)" />
              <_CellsLine Include="assembly $(AssemblyName)" />
              <_CellsLine Include="@(Compile->'file %(FullPath)')" />
              <_CellsLine Include="@(EmbeddedResource->'file %(FullPath)')" />
              <_CellsLine Include="@(Content->'file %(FullPath)')" />
              <_CellsLine Include="@(None->'file %(FullPath)')" />
              <_CellsLine Include="@(AdditionalFiles->'file %(FullPath)')" />
              <_CellsLine Include="@(EditorConfigFiles->'file %(FullPath)')" />
            </ItemGroup>
            <WriteLinesToFile File="$(CellsRecordDirectory)/$([System.Guid]::NewGuid().ToString('n'))" Lines="@(_CellsLine)" Overwrite="true" />
          </Target>
        </Project>

        """;

    private readonly string _directory;
    private readonly string _targetsFile;

    /// <param name="place">Where the targets are kept. A compiler compares their time with that of what it has made: written anew each time, they would have all compiled anew.</param>
    /// <param name="directory">Where the inputs of this build are written down.</param>
    internal InputRecorder(BuildPlace place, string directory)
    {
        _directory = directory;
        _targetsFile = Path.Combine(place.Root, ".record-inputs.targets");
        Directory.CreateDirectory(RecordDirectory);
        if (!File.Exists(_targetsFile) || File.ReadAllText(_targetsFile) != Targets)
            File.WriteAllText(_targetsFile, Targets);
    }

    /// <summary>What makes a build record its inputs.</summary>
    internal IReadOnlyList<string> Arguments => [$"-p:CustomAfterMicrosoftCommonTargets={_targetsFile}", $"-p:CellsRecordDirectory={RecordDirectory}"];

    private string RecordDirectory => Path.Combine(_directory, "inputs");

    /// <summary>What the build read, and the name of the program that it made.</summary>
    internal (BuildInputs Inputs, string Program) Read(BuildPlace place)
    {
        List<string> projects = [];
        HashSet<string> files = new(StringComparer.Ordinal);
        string program = Path.GetFileNameWithoutExtension(place.Project);
        foreach (string record in Directory.EnumerateFiles(RecordDirectory))
        {
            string project = "";
            foreach (string line in File.ReadLines(record))
            {
                (string kind, string value) = Split(line);
                if (kind == "project")
                    projects.Add(project = value);
                else if (kind == "assembly" && project == place.Project)
                    program = value;
                else if (kind == "file")
                    files.Add(value);
            }
        }

        List<string> folders = [.. projects.Select(project => Path.GetDirectoryName(project)!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        List<string> elsewhere = [.. files.Where(file => IsSource(file, place) && !folders.Exists(folder => IsBelow(file, folder))).Order(StringComparer.Ordinal)];
        return (new BuildInputs(folders, elsewhere), program);
    }

    /// <summary>What the SDK, NuGet and the compiler themselves put in is known by versions that stand in the projects.</summary>
    private static bool IsSource(string file, BuildPlace place) =>
        !IsBelow(file, DotnetInstallation.Root)
        && !IsBelow(file, place.Root)
        && !file.Contains("/.nuget/packages/", StringComparison.Ordinal);

    private static bool IsBelow(string file, string folder) =>
        file.Length > folder.Length && file.StartsWith(folder, StringComparison.Ordinal) && file[folder.Length] == '/';

    private static (string Kind, string Value) Split(string line)
    {
        int blank = line.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? ("", line) : (line[..blank], line[(blank + 1)..]);
    }
}
