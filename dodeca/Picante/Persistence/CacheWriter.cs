using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Picante.Evaluation;

namespace Picante.Persistence;

/// <summary>Writes a cache.</summary>
internal sealed class CacheWriter
{
    private const int PieceBytes = 64 << 10;

    private readonly Stream _destination;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _piece = new(PieceBytes);
    private readonly ArrayBufferWriter<byte> _value = new();

    private CacheWriter(Stream destination) => _destination = destination;

    internal static void Write(Database database, Stream destination, string version)
    {
        var writer = new CacheWriter(destination);
        writer._piece.Write(CacheFormat.Magic);
        writer.Text(version);
        writer.Number(database.Revision);

        Table[] tables = [.. database.Tables.Where(static table => table.IsKept)];
        writer.Number(tables.Length);
        foreach (Table table in tables)
        {
            writer.Text(table.Ingredient.Name);
            writer.Number(table.Ingredient.Version);
        }

        List<InputNode> inputs = [.. tables.SelectMany(static table => table.InputNodes)];
        List<(QueryNode Node, Memo Memo)> queries = Kept(database, tables, inputs);
        int places = 0;
        foreach (InputNode input in inputs)
            input.Place = ++places;
        foreach ((QueryNode query, _) in queries)
            query.Place = ++places;

        writer.Number(inputs.Count);
        foreach (InputNode input in inputs)
            writer.Input(input, Array.IndexOf(tables, input.Table));
        writer.Number(queries.Count);
        foreach ((QueryNode query, Memo memo) in queries)
            writer.Query(query, memo, Array.IndexOf(tables, query.Table));
        writer.End();
    }

    /// <summary>What was asked for not too long ago, and depends only on what is kept too.</summary>
    private static List<(QueryNode Node, Memo Memo)> Kept(Database database, Table[] tables, List<InputNode> inputs)
    {
        long oldest = database.Revision - database.Options.KeptRevisions;

        // Until all that go are known, a place only says that it has one.
        foreach (Node node in database.Tables.SelectMany(static table => table.InputNodes.Concat<Node>(table.QueryNodes)))
            node.Place = 0;
        foreach (InputNode input in inputs)
            input.Place = 1;
        List<(QueryNode Node, Memo Memo)> kept = [];
        foreach (QueryNode node in tables.SelectMany(static table => table.QueryNodes))
        {
            if (node.LatestMemo is { } memo && !node.HasFailed && memo.VerifiedAt >= oldest)
            {
                kept.Add((node, memo));
                node.Place = 1;
            }
        }

        // Who goes may take others with it.
        int gone;
        do
            gone = kept.RemoveAll(Goes);
        while (gone > 0);
        return kept;

        static bool Goes((QueryNode Node, Memo Memo) query)
        {
            if (Array.TrueForAll(query.Memo.Dependencies, static dependency => dependency.Place > 0))
                return false;
            query.Node.Place = 0;
            return true;
        }
    }

    private void Input(InputNode node, int table)
    {
        Number(table);
        Key(node);
        Number(node.LastChange);
        UInt128? hash = node.Hash();
        Number(hash is null ? 0 : 1);
        if (hash is { } known)
            ContentHash.Write(known, _piece);
        FlushFull();
    }

    private void Query(QueryNode node, Memo memo, int table)
    {
        Number(table);
        Key(node);
        Number(memo.ChangedAt);
        Number(memo.ValidFrom);
        Number(memo.VerifiedAt);
        _value.ResetWrittenCount();
        KeptForm form = node.WriteValue(_value);
        Number((long)form);
        Bytes(_value.WrittenSpan);
        Number(memo.Dependencies.Length);
        foreach (Node dependency in memo.Dependencies)
            Number(dependency.Place - 1);
        FlushFull();
    }

    private void Key(Node node)
    {
        _value.ResetWrittenCount();
        node.Table.WriteKey(node, _value);
        Bytes(_value.WrittenSpan);
    }

    private void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        _piece.Write(bytes);
    }

    private void Number(long number)
    {
        ulong left = (ulong)number;
        Span<byte> digits = _piece.GetSpan(10);
        int count = 0;
        for (; left >= 0x80; left >>= 7)
            digits[count++] = (byte)(left | 0x80);
        digits[count++] = (byte)left;
        _piece.Advance(count);
    }

    private void FlushFull()
    {
        if (_piece.WrittenCount >= PieceBytes)
            Flush();
    }

    private void Flush()
    {
        _hash.AppendData(_piece.WrittenSpan);
        _destination.Write(_piece.WrittenSpan);
        _piece.ResetWrittenCount();
    }

    private void End()
    {
        Flush();
        _destination.Write(_hash.GetHashAndReset());
        _hash.Dispose();
    }
}
