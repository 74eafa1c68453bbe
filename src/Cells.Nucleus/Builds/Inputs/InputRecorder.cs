namespace Cells.Nucleus.Builds.Inputs;

/// <summary>Lets each project of a build write down what it consists of.</summary>
internal sealed class InputRecorder
{
    private readonly string _directory;

    /// <param name="directory">Where the inputs of this build are written down.</param>
    internal InputRecorder(string directory)
    {
        _directory = directory;
        Directory.CreateDirectory(RecordDirectory);
    }

    /// <summary>What makes <see cref="BuildTargets"/> record the inputs.</summary>
    internal string Argument => $"-p:CellsRecordDirectory={RecordDirectory}";

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
