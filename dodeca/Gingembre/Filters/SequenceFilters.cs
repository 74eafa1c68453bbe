using Gingembre.Rendering;

namespace Gingembre.Filters;

/// <summary>Filters of what has items.</summary>
internal static class SequenceFilters
{
    internal static void AddTo(FilterTable table)
    {
        table.Add("length", static value => Length(value));
        table.Add("count", static value => Length(value));
        table.Add("first", static value => Conversion.ToItems(value, "first") is [var first, ..] ? first : Value.Undefined);
        table.Add("last", static value => Conversion.ToItems(value, "last") is [.., var last] ? last : Value.Undefined);
        table.Add("list", static value => Value.Of(Conversion.ToItems(value, "list")));
        table.Add("reverse", static value => value.Kind == ValueKind.String
            ? Value.Of(string.Concat(Value.Characters(value.AsString).Reverse().Select(static part => part.AsString)))
            : Value.Of((IReadOnlyList<Value>)[.. Conversion.ToItems(value, "reverse").Reverse()]));
        table.Add("join", Join);
        table.Add("slice", Slice);
        table.Add("batch", Batch);
        table.Add("random", static value => Conversion.ToItems(value, "random") is { Count: > 0 } items ? items[Random.Shared.Next(items.Count)] : Value.Undefined);
        table.Add("items", static value => Value.Of(Methods.ItemsOf(value)));
        table.Add("zip", static (value, arguments, _) => Zip(value, arguments));
        table.Add("chain", static (value, arguments, _) => Value.Of((IReadOnlyList<Value>)
            [.. Conversion.ToItems(value, "chain"), .. arguments.Positional.SelectMany(static more => Conversion.ToItems(more, "chain"))]));
        table.Add("dictsort", DictSort);
    }

    private static Value Length(Value value) => value.IsUndefined
        ? Value.Of(0)
        : Value.Of((long)(value.Length ?? throw new TemplateException($"{Conversion.TypeName(value)} has no length")));

    private static Value Join(Value value, CallArguments arguments, CallScope scope)
    {
        string separator = arguments.TakeString("d", "");
        Value? attribute = arguments.Take("attribute");
        arguments.End();
        IEnumerable<Value> items = Conversion.ToItems(value, "join");
        if (attribute is { } path)
            items = items.Select(item => AttributeAccess.GetPath(item, path));
        if (!scope.Escapes || !items.Any(static item => item.IsSafe))
            return Value.Of(string.Join(separator, items.Select(ValueText.Print)));
        return Value.Safe(string.Join(HtmlText.Escape(separator), items.Select(static item => ValueText.Print(StringFilters.Escape(item)))));
    }

    /// <summary>Jinja's slices into columns; with two numbers, a part of the sequence from one place to another.</summary>
    private static Value Slice(Value value, CallArguments arguments, CallScope scope)
    {
        IReadOnlyList<Value> items = Conversion.ToItems(value, "slice");
        int first = (int)arguments.TakeInteger("slices", arguments.Named.ContainsKey("start") ? Conversion.ToInteger(arguments.Named["start"], "'start' of slice") : 0);
        if (arguments.Named.ContainsKey("start") || arguments.Named.ContainsKey("end") || arguments.Positional is [_, { Kind: ValueKind.Integer }])
        {
            long end = arguments.Positional.Count > 1 ? arguments.Positional[1].AsInteger : arguments.Named.TryGetValue("end", out Value last) ? last.AsInteger : items.Count;
            int from = (int)Math.Clamp(first < 0 ? first + items.Count : first, 0, items.Count);
            int to = (int)Math.Clamp(end < 0 ? end + items.Count : end, from, items.Count);
            return Value.Of((IReadOnlyList<Value>)[.. items.Skip(from).Take(to - from)]);
        }

        Value? fill = arguments.Take("fill_with");
        arguments.End();
        if (first < 1)
            throw new TemplateException("slice needs at least one slice");
        (int size, int larger) = (items.Count / first, items.Count % first);
        List<Value> slices = [];
        int at = 0;
        for (int i = 0; i < first; i++)
        {
            int count = size + (i < larger ? 1 : 0);
            List<Value> slice = [.. items.Skip(at).Take(count)];
            at += count;
            if (fill is { } filler && larger > 0 && i >= larger)
                slice.Add(filler);
            slices.Add(Value.Of(slice));
        }

        return Value.Of(slices);
    }

    private static Value Batch(Value value, CallArguments arguments, CallScope scope)
    {
        int size = (int)Math.Clamp(Conversion.ToInteger(arguments.Require("linecount"), "'linecount' of batch"), 1, int.MaxValue);
        Value? fill = arguments.Take("fill_with");
        arguments.End();
        List<Value> batches = [];
        foreach (Value[] chunk in Conversion.ToItems(value, "batch").Chunk(size))
        {
            List<Value> batch = [.. chunk];
            while (fill is { } filler && batch.Count < size)
                batch.Add(filler);
            batches.Add(Value.Of(batch));
        }

        return Value.Of(batches);
    }

    private static Value Zip(Value value, CallArguments arguments)
    {
        List<IReadOnlyList<Value>> all = [Conversion.ToItems(value, "zip"), .. arguments.Positional.Select(static more => Conversion.ToItems(more, "zip"))];
        return Value.Of((IReadOnlyList<Value>)[.. Enumerable.Range(0, all.Min(static one => one.Count)).Select(i => Value.Tuple([.. all.Select(one => one[i])]))]);
    }

    private static Value DictSort(Value value, CallArguments arguments, CallScope scope)
    {
        bool caseSensitive = arguments.TakeBoolean("case_sensitive", false);
        string by = arguments.TakeString("by", "key");
        bool reverse = arguments.TakeBoolean("reverse", false);
        arguments.End();
        if (value.Kind != ValueKind.Map)
            throw new TemplateException($"dictsort cannot be applied to {Conversion.TypeName(value)}");
        int part = by switch { "key" => 0, "value" => 1, _ => throw new TemplateException($"dictsort sorts by 'key' or 'value', not by '{by}'") };
        IEnumerable<Value> sorted = Methods.ItemsOf(value).Order(Comparer<Value>.Create((a, b) => Comparison.CompareLoosely(a.AsSequence[part], b.AsSequence[part], caseSensitive)));
        return Value.Of((IReadOnlyList<Value>)[.. reverse ? sorted.Reverse() : sorted]);
    }
}
