using Cells.Toml;
using Dodeca.Host;
using Dodeca.Problems;

namespace Dodeca.Configuration;

/// <summary>Finds and reads <c>dodeca.toml</c>.</summary>
public static class ConfigurationReader
{
    private static readonly string[] Names = ["dodeca.toml", Path.Combine(".config", "dodeca.toml")];

    /// <summary>The configuration of the site that a folder belongs to: its own, or the nearest one above.</summary>
    /// <exception cref="SiteException">There is none, or it is wrong.</exception>
    public static SiteConfiguration Find(string folder)
    {
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder))
            throw new SiteException($"there is no folder '{folder}'");
        for (string? site = folder; site is not null; site = Path.GetDirectoryName(site))
        {
            if (Array.Find(Names, name => System.IO.File.Exists(Path.Combine(site, name))) is { } found)
                return Read(site, found);
        }

        if (Directory.Exists(Path.Combine(folder, "content")))
            return new SiteConfiguration { Folder = folder };
        throw new SiteException($"there is no site in '{folder}': neither a dodeca.toml, here or above, nor a folder 'content'", "'ddc init DIR' makes a site");
    }

    /// <summary>All that a site's configuration says, as it is written; empty where it has none.</summary>
    /// <exception cref="SiteException">It cannot be read.</exception>
    internal static string TextOf(string site)
    {
        string? found = Array.Find(Names, name => File.Exists(Path.Combine(site, name)));
        try
        {
            return found is null ? "" : $"{found}\n{File.ReadAllText(Path.Combine(site, found))}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiteException(error.Message, file: found!);
        }
    }

    private static SiteConfiguration Read(string site, string file)
    {
        try
        {
            return new Reader(site, file, TomlDocument.Load(Path.Combine(site, file)).Root).Read();
        }
        catch (TomlException error)
        {
            throw new SiteException(new SourceFault(file, error.Line, error.Column, 1, error.Reason, null));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiteException(error.Message, file: file);
        }
    }

    private sealed class Reader(string site, string file, TomlTable root)
    {
        private static readonly string[] Keys = ["title", "description", "base_url", "content", "output", "stable_assets", "link_check", "syntax_highlight", "build_steps"];

        internal SiteConfiguration Read()
        {
            RefuseOthers(root, Keys, "");
            TomlTable? links = Table(root, "link_check");
            TomlTable? themes = Table(root, "syntax_highlight");
            RefuseOthers(links, ["skip_domains", "delay_ms"], " in [link_check]");
            RefuseOthers(themes, ["light", "dark"], " in [syntax_highlight]");
            var defaults = new SiteConfiguration { Folder = site };
            return defaults with
            {
                File = file,
                Title = Text(root, "title") ?? defaults.Title,
                Description = Text(root, "description") ?? defaults.Description,
                BaseUrl = Text(root, "base_url") ?? defaults.BaseUrl,
                Content = FolderName(root, "content") ?? defaults.Content,
                Output = Text(root, "output") ?? defaults.Output,
                StableAssets = Texts(root, "stable_assets"),
                LightTheme = Text(themes, "light") ?? defaults.LightTheme,
                DarkTheme = Text(themes, "dark") ?? defaults.DarkTheme,
                SkipDomains = Texts(links, "skip_domains"),
                LinkDelayMs = Number(links, "delay_ms") ?? defaults.LinkDelayMs,
                BuildSteps = Steps(),
            };
        }

        private Dictionary<string, IReadOnlyList<string>> Steps()
        {
            Dictionary<string, IReadOnlyList<string>> steps = new(StringComparer.Ordinal);
            foreach (TomlEntry entry in Table(root, "build_steps")?.Entries ?? [])
            {
                if (entry.Value is not TomlTable step)
                    throw Fault(entry.KeyPosition, entry.Key, $"'{entry.Key}' in [build_steps] is a table with 'command'");
                RefuseOthers(step, ["command"], $" in [build_steps.{entry.Key}]");
                IReadOnlyList<string> command = Texts(step, "command");
                if (command.Count == 0)
                    throw Fault(entry.KeyPosition, entry.Key, $"[build_steps.{entry.Key}] has no 'command'", "command = [\"git\", \"rev-parse\", \"--short\", \"HEAD\"]");
                steps.Add(entry.Key, command);
            }

            return steps;
        }

        private string? FolderName(TomlTable? table, string key)
        {
            string? name = Text(table, key)?.Trim('/');
            if (name == ".")
                return "";
            if (name is null or (not "" and not ".." and not "." and not [.., '/', '.', '.']) && name?.StartsWith("../", StringComparison.Ordinal) != true)
                return name;
            throw Fault(table!.TryGet(key, out TomlNode? node) ? node!.Position : default, name, $"'{key}' is a folder inside of the site's folder");
        }

        private TomlTable? Table(TomlTable table, string key) => !table.TryGet(key, out TomlNode? node) ? null : node as TomlTable ?? throw Wrong(node!, key, "a table");

        private string? Text(TomlTable? table, string key) => table is null || !table.TryGet(key, out TomlNode? node) ? null : (node as TomlString)?.Value ?? throw Wrong(node!, key, "a text");

        private int? Number(TomlTable? table, string key)
        {
            if (table is null || !table.TryGet(key, out TomlNode? node))
                return null;
            return node is TomlInteger { Value: >= 0 and <= int.MaxValue } number ? (int)number.Value : throw Wrong(node!, key, "a whole number from 0");
        }

        private IReadOnlyList<string> Texts(TomlTable? table, string key)
        {
            if (table is null || !table.TryGet(key, out TomlNode? node))
                return [];
            return node is TomlArray array ? [.. array.Items.Select(item => (item as TomlString)?.Value ?? throw Wrong(item, key, "a list of texts"))] : throw Wrong(node!, key, "a list of texts");
        }

        private void RefuseOthers(TomlTable? table, string[] known, string where)
        {
            if (table?.Entries.FirstOrDefault(entry => !known.Contains(entry.Key)) is { } other)
                throw Fault(other.KeyPosition, other.Key, $"unknown key '{other.Key}'{where}", NearestName.Find(other.Key, known) is { } nearest ? $"did you mean '{nearest}'?" : $"known are {string.Join(", ", known)}");
        }

        private SiteException Wrong(TomlNode node, string key, string expected) => Fault(node.Position, " ", $"'{key}' is {expected}, and not {node.KindName}");

        private SiteException Fault(TomlPosition position, string text, string message, string? help = null) => new(new SourceFault(file, position.Line, position.Column, text.Length, message, help));
    }
}
