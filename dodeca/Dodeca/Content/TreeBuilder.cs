using Cells;
using Dodeca.Markdown;
using Dodeca.Problems;
using Dodeca.Sources;

namespace Dodeca.Content;

/// <summary>Puts pages into sections.</summary>
internal static class TreeBuilder
{
    private const string FolderPage = "index.md";

    /// <summary>What describes a folder; the second is what is read where files are looked at without being built.</summary>
    private static readonly string[] SectionFiles = ["_index.md", "README.md"];

    /// <param name="folder">The content folder, for messages.</param>
    /// <param name="pages">All Markdown files, by their paths in the content folder, with their front matter.</param>
    /// <exception cref="SiteException">Two of them have one address.</exception>
    internal static SiteTree Build(string folder, IReadOnlyList<(string Path, FrontMatter FrontMatter)> pages)
    {
        Dictionary<string, TreeNode> nodes = new(StringComparer.Ordinal);
        foreach ((string path, FrontMatter matter) in pages.Where(static page => !page.FrontMatter.Draft))
        {
            TreeNode node = NodeOf(path, matter);
            if (nodes.TryGetValue(node.Route, out TreeNode? other))
                throw new SiteException($"two pages have the address {node.Route}: {SiteFolders.Join(folder, other.Path)} and {SiteFolders.Join(folder, path)}", "give one of them another name, or another 'slug'", SiteFolders.Join(folder, path));
            nodes.Add(node.Route, node);
        }

        AddMissingSections(nodes);
        ILookup<string, TreeNode> children = nodes.Values.ToLookup(static node => node.Parent, StringComparer.Ordinal);
        return new SiteTree(new TreeNodes([.. nodes.Values.Select(node => WithChildren(node, children)).OrderBy(static node => node.Route, StringComparer.Ordinal)]));
    }

    /// <summary>Where a Markdown file is found in the site.</summary>
    private static TreeNode NodeOf(string path, FrontMatter matter)
    {
        string folder = path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";
        string file = path[(folder.Length == 0 ? 0 : folder.Length + 1)..];
        bool isSection = SectionFiles.Contains(file);
        string parent = RouteOf(isSection ? ParentOf(folder) : file == FolderPage ? ParentOf(folder) : folder);
        string name = isSection || file == FolderPage ? folder[(folder.LastIndexOf('/') + 1)..] : Path.GetFileNameWithoutExtension(file);
        bool isRoot = folder.Length == 0 && (isSection || file == FolderPage);
        string route = isRoot ? "/" : $"{parent}{matter.Slug ?? name}/";
        return new TreeNode(
            route, path, isSection || isRoot, isRoot ? "" : parent, matter.Title.Length > 0 ? matter.Title : name, matter.Description, matter.Weight, matter.Date, matter.Template, matter.Aliases, matter.Taxonomies, matter.Extra, [], []);
    }

    /// <summary>A folder without a file of its own is a section all the same, and so is the site.</summary>
    private static void AddMissingSections(Dictionary<string, TreeNode> nodes)
    {
        foreach (string parent in nodes.Values.Select(static node => node.Parent).Append("/").Distinct().ToArray())
        {
            for (string route = parent; route.Length > 0 && !nodes.ContainsKey(route); route = nodes[route].Parent)
            {
                string above = route == "/" ? "" : RouteOf(ParentOf(route.Trim('/')));
                nodes.Add(route, new TreeNode(route, "", true, above, route.Trim('/') is { Length: > 0 } name ? name[(name.LastIndexOf('/') + 1)..] : "", null, 0, null, null, [], [], Value.Object(), [], []));
            }
        }
    }

    private static TreeNode WithChildren(TreeNode node, ILookup<string, TreeNode> all)
    {
        if (!node.IsSection)
            return node;
        TreeNode[] children =
        [
            .. all[node.Route]
                .OrderBy(static child => child.Weight)
                .ThenByDescending(static child => child.Date, StringComparer.Ordinal)
                .ThenBy(static child => child.Title, StringComparer.Ordinal)
                .ThenBy(static child => child.Route, StringComparer.Ordinal),
        ];
        return node with { Pages = [.. children.Where(static child => !child.IsSection).Select(static child => child.Route)], Subsections = [.. children.Where(static child => child.IsSection).Select(static child => child.Route)] };
    }

    private static string RouteOf(string folder) => folder.Length == 0 ? "/" : $"/{folder}/";

    private static string ParentOf(string folder) => folder.LastIndexOf('/') is >= 0 and var slash ? folder[..slash] : "";
}
