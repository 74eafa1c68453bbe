using Cells.Images.Codecs;

namespace Cells.Images.Values;

/// <summary>What an array holds, and how deep it nests.</summary>
internal sealed class ArrayContent
{
    public static readonly ArrayContent Empty = new([]);

    public ArrayContent(Value[] items)
    {
        Items = items;
        Depth = ValueDepth.Above(items, static item => item);
    }

    public Value[] Items { get; }

    public int Depth { get; }
}

/// <summary>What an object holds, ascending by key, and how deep it nests.</summary>
internal sealed class ObjectContent
{
    public static readonly ObjectContent Empty = new([]);

    /// <summary>Owns members that ascend by key.</summary>
    public ObjectContent(KeyValuePair<string, Value>[] members)
    {
        Members = members;
        Depth = ValueDepth.Above(members, static member => member.Value);
    }

    public KeyValuePair<string, Value>[] Members { get; }

    public int Depth { get; }

    /// <summary>Sorts members and owns them.</summary>
    /// <exception cref="ArgumentException">Two have one key, or one has none.</exception>
    public static ObjectContent Sorted(KeyValuePair<string, Value>[] members)
    {
        foreach (KeyValuePair<string, Value> member in members)
            ArgumentNullException.ThrowIfNull(member.Key, nameof(members));
        Array.Sort(members, static (left, right) => TextKey.Compare(left.Key, right.Key));
        for (int i = 1; i < members.Length; i++)
        {
            if (members[i].Key == members[i - 1].Key)
                throw new ArgumentException($"Two members are called '{members[i].Key}'.", nameof(members));
        }

        return new ObjectContent(members);
    }

    /// <summary>The place of a key; negative where there is none.</summary>
    public int Find(string key)
    {
        int low = 0;
        int high = Members.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = TextKey.Compare(Members[middle].Key, key);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }
}

/// <summary>Keeps values from nesting deeper than any image can be read.</summary>
internal static class ValueDepth
{
    /// <summary>What a value around others adds: its own block, and the list or the entry that a part of it lies in.</summary>
    private const int Levels = 2;

    /// <summary>How deep a value around these nests.</summary>
    /// <exception cref="ArgumentException">Deeper than <see cref="ImageLimits.MaxDepth"/>.</exception>
    public static int Above<T>(T[] parts, Func<T, Value> valueOf)
    {
        int deepest = 0;
        foreach (T part in parts)
            deepest = Math.Max(deepest, valueOf(part).Depth);
        if (deepest + Levels > ImageLimits.MaxDepth)
            throw new ArgumentException($"The value would nest deeper than {ImageLimits.MaxDepth} messages and lists (ImageLimits.MaxDepth).", nameof(parts));
        return deepest + Levels;
    }
}
