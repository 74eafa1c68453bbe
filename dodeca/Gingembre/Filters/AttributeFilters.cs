using Gingembre.Rendering;

namespace Gingembre.Filters;

/// <summary>Filters of items by their attributes.</summary>
internal static class AttributeFilters
{
    internal static void AddTo(FilterTable table)
    {
        table.Add("attr", static (value, arguments, _) => AttributeAccess.Get(value, arguments.Require("name")));
        table.Add("get", static (value, arguments, _) => Get(value, arguments));
        table.Add("map", Map);
        table.Add("select", static (value, arguments, scope) => Select(value, arguments, scope, hasAttribute: false, keeps: true));
        table.Add("reject", static (value, arguments, scope) => Select(value, arguments, scope, hasAttribute: false, keeps: false));
        table.Add("selectattr", static (value, arguments, scope) => Select(value, arguments, scope, hasAttribute: true, keeps: true));
        table.Add("rejectattr", static (value, arguments, scope) => Select(value, arguments, scope, hasAttribute: true, keeps: false));
        table.Add("sort", Sort);
        table.Add("unique", Unique);
        table.Add("groupby", GroupBy);
        table.Add("sum", Sum);
        table.Add("min", static (value, arguments, _) => Extreme(value, arguments, sign: -1));
        table.Add("max", static (value, arguments, _) => Extreme(value, arguments, sign: 1));
    }

    private static Value Get(Value value, CallArguments arguments)
    {
        Value found = AttributeAccess.Get(value, arguments.Require("key"));
        Value otherwise = arguments.Take("default") ?? Value.Undefined;
        arguments.End();
        return found.IsUndefined ? otherwise : found;
    }

    private static Value Map(Value value, CallArguments arguments, CallScope scope)
    {
        IReadOnlyList<Value> items = Conversion.ToItems(value, "map");
        if (arguments.Named.TryGetValue("attribute", out Value path))
        {
            Value otherwise = arguments.Named.GetValueOrDefault("default");
            return Value.Of((IReadOnlyList<Value>)[.. items.Select(item => AttributeAccess.GetPath(item, path) is var found && found.IsUndefined ? otherwise : found)]);
        }

        if (arguments.Positional is not [{ Kind: ValueKind.String } name, ..])
            throw new TemplateException("map needs the name of a filter, or an attribute");
        return Value.Of((IReadOnlyList<Value>)[.. items.Select(item => scope.Filter(name.AsString, item, Rest(arguments, name.AsString, 1)))]);
    }

    private static Value Select(Value value, CallArguments arguments, CallScope scope, bool hasAttribute, bool keeps)
    {
        int skipped = hasAttribute ? 1 : 0;
        Value attribute = hasAttribute ? arguments.Positional.Count > 0 ? arguments.Positional[0] : arguments.Require("attribute") : default;
        string? test = arguments.Positional.Count > skipped ? ValueText.Print(arguments.Positional[skipped]) : null;
        return Value.Of((IReadOnlyList<Value>)[.. Conversion.ToItems(value, arguments.Callee).Where(item =>
        {
            Value tested = hasAttribute ? AttributeAccess.GetPath(item, attribute) : item;
            bool holds = test is null ? tested.IsTrue : scope.Test(test, tested, Rest(arguments, test, skipped + 1));
            return holds == keeps;
        })]);
    }

    private static Value Sort(Value value, CallArguments arguments, CallScope scope)
    {
        bool reverse = arguments.TakeBoolean("reverse", false);
        bool caseSensitive = arguments.TakeBoolean("case_sensitive", false);
        Value? attribute = arguments.Take("attribute");
        arguments.End();
        string[]? paths = attribute is { Kind: ValueKind.String } given ? given.AsString.Split(',', StringSplitOptions.TrimEntries) : null;
        var comparer = Comparer<Value>.Create((a, b) => Compare(a, b, attribute, paths, caseSensitive));
        IReadOnlyList<Value> items = Conversion.ToItems(value, "sort");

        // Of what is equal, the first one stays the first, also backwards.
        return Value.Of((IReadOnlyList<Value>)[.. reverse ? items.OrderDescending(comparer) : items.Order(comparer)]);
    }

    private static int Compare(Value left, Value right, Value? attribute, string[]? paths, bool caseSensitive)
    {
        if (attribute is not { } path)
            return Comparison.CompareLoosely(left, right, caseSensitive);
        if (paths is null)
            return Comparison.CompareLoosely(AttributeAccess.GetPath(left, path), AttributeAccess.GetPath(right, path), caseSensitive);
        foreach (string one in paths)
        {
            int order = Comparison.CompareLoosely(AttributeAccess.GetPath(left, Value.Of(one)), AttributeAccess.GetPath(right, Value.Of(one)), caseSensitive);
            if (order != 0)
                return order;
        }

        return 0;
    }

    private static Value Unique(Value value, CallArguments arguments, CallScope scope)
    {
        bool caseSensitive = arguments.TakeBoolean("case_sensitive", false);
        Value? attribute = arguments.Take("attribute");
        arguments.End();
        return Value.Of((IReadOnlyList<Value>)[.. Conversion.ToItems(value, "unique").DistinctBy(item => Folded(Of(item, attribute), caseSensitive))]);
    }

    private static Value GroupBy(Value value, CallArguments arguments, CallScope scope)
    {
        Value attribute = arguments.Require("attribute");
        Value otherwise = arguments.Take("default") ?? Value.Undefined;
        bool caseSensitive = arguments.TakeBoolean("case_sensitive", false);
        arguments.End();
        IEnumerable<Value> groups = Conversion.ToItems(value, "groupby")
            .Select(item => (Item: item, Key: AttributeAccess.GetPath(item, attribute) is var found && found.IsUndefined ? otherwise : found))
            .OrderBy(static one => one.Key, Comparer<Value>.Create((a, b) => Comparison.CompareLoosely(a, b, caseSensitive)))
            .GroupBy(one => Folded(one.Key, caseSensitive))
            .Select(static group => Value.Of(new GroupObject(group.First().Key, [.. group.Select(static one => one.Item)])));
        return Value.Of((IReadOnlyList<Value>)[.. groups]);
    }

    private static Value Sum(Value value, CallArguments arguments, CallScope scope)
    {
        Value? attribute = arguments.Take("attribute");
        Value sum = arguments.Take("start") ?? Value.Of(0);
        arguments.End();
        return Conversion.ToItems(value, "sum").Aggregate(sum, (total, item) => Arithmetic.Add(total, Of(item, attribute)));
    }

    private static Value Extreme(Value value, CallArguments arguments, int sign)
    {
        bool caseSensitive = arguments.TakeBoolean("case_sensitive", false);
        Value? attribute = arguments.Take("attribute");
        arguments.End();
        IReadOnlyList<Value> items = Conversion.ToItems(value, arguments.Callee);
        if (items.Count == 0)
            return Value.Undefined;
        return items.Aggregate((best, item) => Comparison.CompareLoosely(Of(item, attribute), Of(best, attribute), caseSensitive) * sign > 0 ? item : best);
    }

    private static Value Of(Value item, Value? attribute) => attribute is { } path ? AttributeAccess.GetPath(item, path) : item;

    private static Value Folded(Value value, bool caseSensitive) => !caseSensitive && value.Kind == ValueKind.String ? Value.Of(value.AsString.ToLowerInvariant()) : value;

    private static CallArguments Rest(CallArguments arguments, string callee, int skipped) => new(callee, [.. arguments.Positional.Skip(skipped)], arguments.Named);
}
