using System.Runtime.InteropServices;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Dodeca.HtmlDiff;

/// <summary>Hashes of nodes with all that is in them, computed once (FNV-1a, 64 bits). Two nodes are the same when their hashes are.</summary>
internal sealed class NodeHashes
{
    private const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly Dictionary<INode, ulong> _known = [];

    internal ulong Of(INode node)
    {
        if (_known.TryGetValue(node, out ulong hash))
            return hash;
        hash = With(Start, (ulong)node.NodeType);
        hash = node is IElement element ? OfElement(hash, element) : With(hash, node.TextContent);
        _known.Add(node, hash);
        return hash;
    }

    /// <summary>What may become one another: elements of one name and id, texts, comments.</summary>
    internal static ulong KindOf(INode node)
    {
        ulong hash = With(Start, (ulong)node.NodeType);
        return node is IElement element ? With(With(With(hash, element.NamespaceUri), element.LocalName), element.Id) : hash;
    }

    private ulong OfElement(ulong hash, IElement element)
    {
        hash = With(With(hash, element.NamespaceUri), element.LocalName);
        foreach (IAttr attribute in element.Attributes.OrderBy(static attribute => attribute.Name, StringComparer.Ordinal))
            hash = With(With(hash, attribute.Name), attribute.Value);
        if (element is IHtmlTemplateElement template)
            return With(hash, template.InnerHtml);
        foreach (INode child in element.ChildNodes)
            hash = With(hash, Of(child));
        return hash;
    }

    private static ulong With(ulong hash, string? text)
    {
        foreach (byte value in MemoryMarshal.AsBytes(text.AsSpan()))
            hash = (hash ^ value) * Prime;
        return With(hash, (ulong)(text?.Length ?? -1));
    }

    private static ulong With(ulong hash, ulong value)
    {
        for (int i = 0; i < sizeof(ulong); i++, value >>= 8)
            hash = (hash ^ (byte)value) * Prime;
        return hash;
    }
}
