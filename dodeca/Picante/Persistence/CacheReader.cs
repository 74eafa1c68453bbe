using System.Security.Cryptography;
using System.Text;
using Picante.Evaluation;

namespace Picante.Persistence;

/// <summary>Reads a cache: wholly, or not at all.</summary>
internal static class CacheReader
{
    private const int LongestNumber = 10;

    /// <returns>Why it is not used; null where it is.</returns>
    internal static string? Read(Database database, ReadOnlyMemory<byte> cache, string version, out long revision)
    {
        revision = 0;
        int length = cache.Length - CacheFormat.ChecksumLength;
        if (length < CacheFormat.Magic.Length || !cache.Span.StartsWith(CacheFormat.Magic))
            return "it is no cache of this format";
        if (!SHA256.HashData(cache.Span[..length]).AsSpan().SequenceEqual(cache.Span[length..]))
            return "it is damaged: its checksum is another";
        try
        {
            var source = new Source(cache[CacheFormat.Magic.Length..length]);
            if (Encoding.UTF8.GetString(source.Bytes().Span) is var found && found != version)
                return $"it is of another version, {found}";
            revision = source.Number();
            Take(database, source);
            return null;
        }
        catch (InvalidDataException error)
        {
            return error.Message;
        }
    }

    private static void Take(Database database, Source source)
    {
        Dictionary<string, Table> known = database.Tables.Where(static table => table.IsKept).ToDictionary(static table => table.Ingredient.Name, StringComparer.Ordinal);
        var tables = new Table?[source.Count()];
        for (int i = 0; i < tables.Length; i++)
        {
            string name = Encoding.UTF8.GetString(source.Bytes().Span);
            long version = source.Number();
            tables[i] = known.TryGetValue(name, out Table? table) && table.Ingredient.Version == version ? table : null;
        }

        List<Node?> nodes = [];
        List<Action> loads = [];
        for (int count = source.Count(); count > 0; count--)
            ReadInput(source, tables, nodes, loads);
        List<QueryEntry> queries = [];
        for (int count = source.Count(); count > 0; count--)
            queries.Add(ReadQuery(source, tables, nodes));
        if (queries.Exists(query => Array.Exists(query.Dependencies, place => place >= nodes.Count)))
            throw new InvalidDataException("it names a value that it does not have");

        // All was read: from here on nothing can go wrong.
        foreach (Action load in loads)
            load();
        foreach (QueryEntry query in Usable(queries, nodes))
            query.Node!.Load(query.Form, query.Value, query.ChangedAt, query.ValidFrom, query.VerifiedAt, [.. query.Dependencies.Select(place => nodes[place]!)]);
    }

    private static void ReadInput(Source source, Table?[] tables, List<Node?> nodes, List<Action> loads)
    {
        Table? table = source.One(tables);
        ReadOnlyMemory<byte> key = source.Bytes();
        long changedAt = source.Number();
        UInt128? hash = source.Number() != 0 ? ContentHash.Read(source.Take(ContentHash.Length).Span) : null;
        var node = table?.ReadNode(key.Span) as InputNode;
        nodes.Add(node);
        if (node is not null)
            loads.Add(() => node.Load(changedAt, hash));
    }

    private static QueryEntry ReadQuery(Source source, Table?[] tables, List<Node?> nodes)
    {
        Table? table = source.One(tables);
        ReadOnlyMemory<byte> key = source.Bytes();
        var node = table?.ReadNode(key.Span) as QueryNode;
        nodes.Add(node);
        return new QueryEntry(node, nodes.Count - 1, source.Number(), source.Number(), source.Number(), (KeptForm)source.Number(), source.Bytes(), source.Places());
    }

    /// <summary>Those that depend only on what is used too.</summary>
    private static List<QueryEntry> Usable(List<QueryEntry> queries, List<Node?> nodes)
    {
        List<QueryEntry> usable = [.. queries.Where(static query => query.Node is not null)];
        int before;
        do
        {
            before = usable.Count;
            foreach (QueryEntry query in usable.Where(query => Array.Exists(query.Dependencies, place => nodes[place] is null)))
                nodes[query.Place] = null;
            usable.RemoveAll(query => nodes[query.Place] is null);
        }
        while (usable.Count < before);
        return usable;
    }

    private sealed record QueryEntry(QueryNode? Node, int Place, long ChangedAt, long ValidFrom, long VerifiedAt, KeptForm Form, ReadOnlyMemory<byte> Value, int[] Dependencies);

    private sealed class Source(ReadOnlyMemory<byte> bytes)
    {
        private int _position;

        internal long Number()
        {
            ulong number = 0;
            for (int i = 0; i < LongestNumber; i++)
            {
                byte digit = Take(1).Span[0];
                number |= (ulong)(digit & 0x7F) << (7 * i);
                if (digit < 0x80)
                    return (long)number;
            }

            throw new InvalidDataException("a number in it does not end");
        }

        /// <summary>How many there are of what takes at least a byte each.</summary>
        internal int Count() => Number() is >= 0 and var count && count <= bytes.Length - _position ? (int)count : throw new InvalidDataException("it ends too early");

        internal ReadOnlyMemory<byte> Bytes() => Take(Count());

        internal ReadOnlyMemory<byte> Take(int length)
        {
            if (length > bytes.Length - _position)
                throw new InvalidDataException("it ends too early");
            ReadOnlyMemory<byte> taken = bytes.Slice(_position, length);
            _position += length;
            return taken;
        }

        internal Table? One(Table?[] tables) => Number() is >= 0 and var place && place < tables.Length ? tables[place] : throw new InvalidDataException("it names an ingredient that it does not have");

        internal int[] Places()
        {
            int[] places = new int[Count()];
            for (int i = 0; i < places.Length; i++)
                places[i] = Number() is >= 0 and <= int.MaxValue and var place ? (int)place : throw new InvalidDataException("it names a value that it does not have");
            return places;
        }
    }
}
