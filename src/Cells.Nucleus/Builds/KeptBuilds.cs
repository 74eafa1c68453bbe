using System.Text;
using Cells.Nucleus.Builds.Inputs;
using Cells.Platform.Files;

namespace Cells.Nucleus.Builds;

/// <summary>The builds of one project that are still there, each in a directory named by its content, with a file beside it that says what it was made of.</summary>
internal sealed class KeptBuilds(BuildPlace place)
{
    /// <summary>How many builds of a project are kept, the newest ones, besides those that run.</summary>
    internal const int Limit = 3;

    internal const string RecordSuffix = ".inputs";
    private const string UseSuffix = ".use";

    /// <summary>The builds, the one used last first.</summary>
    internal IEnumerable<Record> All() => !Directory.Exists(place.BuildsDirectory)
        ? []
        : new DirectoryInfo(place.BuildsDirectory)
            .EnumerateFiles("*" + RecordSuffix)
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .Select(file => Record.Read(file.FullName))
            .OfType<Record>()
            .Where(record => record.Project == place.Project && Directory.Exists(record.Directory));

    /// <summary>Takes a finished build in, under the name of its content, unless it is there already.</summary>
    internal Record Add(string staging, string program, BuildInputs inputs, string fingerprint)
    {
        string id = BuildContent.IdOf(staging);
        string directory = Path.Combine(place.BuildsDirectory, id);
        if (Directory.Exists(directory))
            Directory.Delete(staging, recursive: true);
        else
            Directory.Move(staging, directory);

        var record = new Record(place.Project, fingerprint, directory, program, inputs);
        record.Write();
        return record;
    }

    /// <summary>Removes all but the newest builds and those that run.</summary>
    internal void Prune()
    {
        foreach (Record record in All().Skip(Limit).ToArray())
        {
            // Whoever runs a build holds this lock.
            using FileLock? unused = FileLock.TryTake(record.Directory + UseSuffix);
            if (unused is null)
                continue;
            File.Delete(record.Directory + RecordSuffix);
            Directory.Delete(record.Directory, recursive: true);
            File.Delete(record.Directory + UseSuffix);
        }
    }

    /// <summary>The file that whoever runs a build keeps locked, shared.</summary>
    internal static string UseFile(string buildDirectory) => buildDirectory + UseSuffix;

    /// <summary>What is known of a build.</summary>
    internal sealed record Record(string Project, string Fingerprint, string Directory, string Program, BuildInputs Inputs)
    {
        internal string Id => Path.GetFileName(Directory);

        internal static Record? Read(string path)
        {
            Dictionary<string, string> values = new(StringComparer.Ordinal);
            List<string> folders = [];
            List<string> files = [];
            foreach (string line in File.ReadLines(path))
            {
                int blank = line.IndexOf(' ', StringComparison.Ordinal);
                if (blank < 0)
                    return null;
                string value = line[(blank + 1)..];
                switch (line[..blank])
                {
                    case "folder":
                        folders.Add(value);
                        break;
                    case "file":
                        files.Add(value);
                        break;
                    case var name:
                        values[name] = value;
                        break;
                }
            }

            return values.TryGetValue("project", out string? project)
                && values.TryGetValue("fingerprint", out string? fingerprint)
                && values.TryGetValue("program", out string? program)
                ? new Record(project, fingerprint, path[..^RecordSuffix.Length], program, new BuildInputs(folders, files))
                : null;
        }

        /// <summary>Writes it down, which makes it the newest.</summary>
        internal void Write()
        {
            var text = new StringBuilder();
            text.Append("project ").Append(Project).Append("\nfingerprint ").Append(Fingerprint).Append("\nprogram ").Append(Program).Append('\n');
            foreach (string folder in Inputs.Folders)
                text.Append("folder ").Append(folder).Append('\n');
            foreach (string file in Inputs.Files)
                text.Append("file ").Append(file).Append('\n');
            AtomicFile.Write(Directory + RecordSuffix, Encoding.UTF8.GetBytes(text.ToString()));
        }

        internal CellBuild ToBuild(bool isNew) => new(Id, Directory, Path.Combine(Directory, Program), isNew);
    }
}
