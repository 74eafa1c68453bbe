using AngleSharp.Dom;

namespace Dodeca.HtmlDiff;

/// <summary>Which children of one node are which of another.</summary>
internal sealed class ChildMatch
{
    private readonly bool[] _isKept;
    private readonly bool[] _isMoved;

    private ChildMatch(int before, int after)
    {
        Partners = new int[after];
        Array.Fill(Partners, -1);
        _isKept = new bool[before];
        _isMoved = new bool[before];
    }

    /// <summary>For each child of the new node its place in the old one; -1 where it is new.</summary>
    internal int[] Partners { get; }

    /// <summary>The places of the old children that stay, in their order.</summary>
    internal IEnumerable<int> Kept => Enumerable.Range(0, _isKept.Length).Where(place => _isKept[place]);

    internal static ChildMatch Find(INode[] before, INode[] after, NodeHashes hashes)
    {
        var match = new ChildMatch(before.Length, after.Length);
        ulong[] same = [.. before.Select(hashes.Of)];
        ulong[] wanted = [.. after.Select(hashes.Of)];
        List<(int Old, int New)> anchors = CommonSequence.Find(same, wanted);
        foreach ((int i, int j) in anchors)
            match.Pair(i, j);

        // Between those that are the same, those of the same kind have probably become one another.
        (int Old, int New) last = (-1, -1);
        foreach ((int Old, int New) anchor in anchors.Append((before.Length, after.Length)))
        {
            int oldStart = last.Old + 1;
            int newStart = last.New + 1;
            ulong[] oldKinds = [.. before[oldStart..anchor.Old].Select(NodeHashes.KindOf)];
            ulong[] newKinds = [.. after[newStart..anchor.New].Select(NodeHashes.KindOf)];
            foreach ((int i, int j) in CommonSequence.Find(oldKinds, newKinds))
                match.Pair(oldStart + i, newStart + j);
            last = anchor;
        }

        match.FindMoved(before, after, hashes);
        return match;
    }

    internal bool IsKept(int old) => _isKept[old];

    internal bool IsMoved(int old) => old >= 0 && _isMoved[old];

    private void Pair(int old, int next)
    {
        Partners[next] = old;
        _isKept[old] = true;
    }

    /// <summary>Elements that are the same, or have the same name, but stand elsewhere.</summary>
    private void FindMoved(INode[] before, INode[] after, NodeHashes hashes)
    {
        Dictionary<ulong, Queue<int>> left = [];
        for (int i = 0; i < before.Length; i++)
        {
            if (_isKept[i] || before[i] is not IElement element)
                continue;
            ulong key = KeyOf(element, hashes);
            if (!left.TryGetValue(key, out Queue<int>? places))
                left.Add(key, places = new Queue<int>());
            places.Enqueue(i);
        }

        for (int j = 0; left.Count > 0 && j < after.Length; j++)
        {
            if (Partners[j] >= 0 || after[j] is not IElement element || !left.TryGetValue(KeyOf(element, hashes), out Queue<int>? places) || !places.TryDequeue(out int i))
                continue;
            Pair(i, j);
            _isMoved[i] = true;
        }
    }

    private static ulong KeyOf(IElement element, NodeHashes hashes) => element.Id is { Length: > 0 } ? NodeHashes.KindOf(element) : hashes.Of(element);
}
