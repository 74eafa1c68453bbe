using AngleSharp;
using AngleSharp.Dom;

namespace Dodeca.HtmlDiff;

/// <summary>
/// Finds the changes that make one tree of another. What a node has inside is changed before the order of its neighbours is, so that paths count from the tree as it was, as far as they lead down.
/// </summary>
internal sealed class TreeDiff
{
    /// <summary>What runs when it is loaded, and not when it is put into a page.</summary>
    private const string Script = "script";

    /// <summary>Browsers read what stands in these in another way where scripts run, or keep it apart.</summary>
    private static readonly string[] Opaque = ["noscript", "template"];

    /// <summary>There is one of each, and it stays.</summary>
    private static readonly string[] Fixed = ["html", "head", "body"];

    private readonly List<PagePatch> _patches = [];
    private readonly NodeHashes _hashes = new();

    /// <returns>The changes; null where the page has to be loaded anew.</returns>
    internal List<PagePatch>? TryCompare(IElement old, IElement next) => TryNode(old, next, []) ? _patches : null;

    private bool TryNode(INode old, INode next, int[] path)
    {
        if (_hashes.Of(old) == _hashes.Of(next))
            return true;
        if (old is not IElement from || next is not IElement to)
        {
            _patches.Add(new PagePatch.SetText([.. path], next.TextContent));
            return true;
        }

        if (from.LocalName == Script)
            return false;
        if (Opaque.Contains(from.LocalName))
        {
            _patches.Add(new PagePatch.Replace([.. path], to.OuterHtml));
            return !HasScript(to);
        }

        CompareAttributes(from, to, path);
        return TryChildren(from, to, path);
    }

    private void CompareAttributes(IElement old, IElement next, int[] path)
    {
        foreach (IAttr attribute in next.Attributes)
        {
            if (old.GetAttribute(attribute.Name) != attribute.Value)
                _patches.Add(new PagePatch.SetAttribute([.. path], attribute.Name, attribute.Value));
        }

        foreach (IAttr attribute in old.Attributes)
        {
            if (!next.HasAttribute(attribute.Name))
                _patches.Add(new PagePatch.SetAttribute([.. path], attribute.Name, null));
        }
    }

    private bool TryChildren(IElement old, IElement next, int[] path)
    {
        INode[] before = [.. old.ChildNodes];
        INode[] after = [.. next.ChildNodes];
        ChildMatch match = ChildMatch.Find(before, after, _hashes);
        for (int j = 0; j < after.Length; j++)
        {
            if (match.Partners[j] is >= 0 and var i && !TryNode(before[i], after[j], [.. path, i]))
                return false;
        }

        for (int i = before.Length - 1; i >= 0; i--)
        {
            if (match.IsKept(i))
                continue;
            if (IsFixed(before[i]) || HasScript(before[i]))
                return false;
            _patches.Add(new PagePatch.Remove([.. path, i]));
        }

        return TryArrange(after, match, path);
    }

    private bool TryArrange(INode[] after, ChildMatch match, int[] path)
    {
        List<int> present = [.. match.Kept];
        for (int j = 0; j < after.Length;)
        {
            int wanted = match.Partners[j];
            if (wanted < 0)
            {
                if (IsFixed(after[j]) || HasScript(after[j]))
                    return false;
                _patches.Add(new PagePatch.Insert([.. path], j, after[j].ToHtml()));
                present.Insert(j++, wanted);
            }
            else if (present[j] == wanted)
            {
                j++;
            }
            else
            {
                // What has to go elsewhere steps aside, so that those that stay need not move.
                int from = match.IsMoved(present[j]) && !match.IsMoved(wanted) ? j : present.IndexOf(wanted, j);
                int to = from == j ? present.Count - 1 : j;
                _patches.Add(new PagePatch.Move([.. path, from], to));
                int moved = present[from];
                present.RemoveAt(from);
                present.Insert(to, moved);
            }
        }

        return true;
    }

    private static bool IsFixed(INode node) => node is IElement element && Fixed.Contains(element.LocalName);

    private static bool HasScript(INode node) => node is IElement element && (element.LocalName == Script || element.QuerySelector(Script) is not null);
}
