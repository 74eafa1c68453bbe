using System.Collections.Frozen;

namespace Dodeca.Content;

/// <summary>All pages and sections, to be looked up.</summary>
internal sealed class SiteTree
{
    private readonly FrozenDictionary<string, TreeNode> _byRoute;
    private readonly FrozenDictionary<string, string> _routes;

    internal SiteTree(TreeNodes nodes)
    {
        Nodes = nodes;
        _byRoute = nodes.Nodes.ToFrozenDictionary(static node => node.Route, StringComparer.Ordinal);
        _routes = nodes.Nodes.Where(static node => node.Path.Length > 0).ToFrozenDictionary(static node => node.Path, static node => node.Route, StringComparer.Ordinal);
    }

    /// <summary>As it is written down.</summary>
    internal TreeNodes Nodes { get; }

    internal IEnumerable<string> Routes => _byRoute.Keys;

    /// <summary>The paths of all files of the content folder that have an address.</summary>
    internal IEnumerable<string> Paths => _routes.Keys;

    internal TreeNode? Find(string route) => _byRoute.GetValueOrDefault(route);

    internal string? RouteOf(string path) => _routes.GetValueOrDefault(path);
}
