namespace Cells.Toml.Parsing;

/// <summary>The rules of what may define a table, and what may be added to one later.</summary>
internal sealed class TableBuilder(Cursor cursor)
{
    /// <summary>The table of a <c>[header]</c> that begins at <paramref name="start"/>.</summary>
    public TomlTable Open(TomlTable root, List<KeyPart> path, TomlPosition start)
    {
        TomlTable parent = WalkHeader(root, path);
        KeyPart last = path[^1];
        if (!parent.TryGetEntry(last.Name, out TomlEntry? existing))
        {
            return AddTable(parent, last, TableOrigin.Header, start);
        }
        if (existing.Value is TomlTable { Origin: TableOrigin.Implied } implied)
        {
            implied.Define(TableOrigin.Header, start);
            return implied;
        }
        string hint = existing.Value is TomlArray { OfTables: true } ? "; [[double brackets]] add to an array of tables" : "";
        throw Twice("table", last, existing, hint);
    }

    /// <summary>The new last table of the array of a <c>[[header]]</c> that begins at <paramref name="start"/>.</summary>
    public TomlTable AppendToArray(TomlTable root, List<KeyPart> path, TomlPosition start)
    {
        TomlTable parent = WalkHeader(root, path);
        KeyPart last = path[^1];
        if (!parent.TryGetEntry(last.Name, out TomlEntry? existing))
        {
            existing = new(last.Name, last.Position, new TomlArray(start, ofTables: true));
            parent.Add(existing);
        }
        if (existing.Value is not TomlArray { OfTables: true } array)
        {
            throw Twice("array of tables", last, existing, "");
        }
        int depth = parent.Depth + 2;
        cursor.RefuseTooDeep(depth, last.Position);
        var table = new TomlTable(start, depth, TableOrigin.Header);
        array.Add(table);
        return table;
    }

    /// <summary>The table that the last name of a dotted key goes into.</summary>
    public TomlTable WalkDottedKey(TomlTable table, List<KeyPart> path)
    {
        foreach (KeyPart part in path.SkipLast(1))
        {
            if (!table.TryGetEntry(part.Name, out TomlEntry? existing))
            {
                table = AddTable(table, part, TableOrigin.DottedKey, part.Position);
            }
            else if (existing.Value is TomlTable { Origin: TableOrigin.Implied or TableOrigin.DottedKey } open)
            {
                if (open.Origin == TableOrigin.Implied)
                {
                    open.Define(TableOrigin.DottedKey, part.Position);
                }
                table = open;
            }
            else
            {
                throw Closed(part, existing);
            }
        }
        return table;
    }

    public void RefuseDuplicate(TomlTable table, KeyPart key)
    {
        if (table.TryGetEntry(key.Name, out TomlEntry? existing))
        {
            throw Twice("key", key, existing, "");
        }
    }

    private TomlTable WalkHeader(TomlTable table, List<KeyPart> path)
    {
        foreach (KeyPart part in path.SkipLast(1))
        {
            if (!table.TryGetEntry(part.Name, out TomlEntry? existing))
            {
                table = AddTable(table, part, TableOrigin.Implied, part.Position);
                continue;
            }
            table = existing.Value switch
            {
                TomlTable { Origin: not TableOrigin.Inline } open => open,
                TomlArray { OfTables: true } array => (TomlTable)array[array.Count - 1],
                _ => throw Closed(part, existing),
            };
        }
        return table;
    }

    private TomlTable AddTable(TomlTable parent, KeyPart key, TableOrigin origin, TomlPosition position)
    {
        cursor.RefuseTooDeep(parent.Depth + 1, key.Position);
        var table = new TomlTable(position, parent.Depth + 1, origin);
        parent.Add(new(key.Name, key.Position, table));
        return table;
    }

    private TomlException Twice(string what, KeyPart key, TomlEntry existing, string hint)
    {
        string first = existing.Value is TomlTable { Origin: TableOrigin.Header } table ? At(table.Position) : At(existing.KeyPosition);
        return cursor.Error(key.Position, $"{what} {Wording.Quote(key.Name)} is already defined as {existing.Value.KindName} at {first}{hint}");
    }

    private TomlException Closed(KeyPart key, TomlEntry existing)
    {
        string reason = existing.Value switch
        {
            TomlTable { Origin: TableOrigin.Inline } => "is an inline table and complete as it stands",
            TomlTable => "is a table that a header defined; add the key below that header",
            TomlArray { OfTables: true } => "is an array of tables; add the key below one of its headers",
            { } other => $"is {other.KindName} and cannot have keys",
        };
        return cursor.Error(key.Position, $"{Wording.Quote(key.Name)}, defined at {At(existing.KeyPosition)}, {reason}");
    }

    private static string At(TomlPosition position) => $"line {position.Line} column {position.Column}";
}
