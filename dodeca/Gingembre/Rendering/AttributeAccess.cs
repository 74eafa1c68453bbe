namespace Gingembre.Rendering;

/// <summary>Attributes and entries of values.</summary>
internal static class AttributeAccess
{
    /// <summary>An attribute or entry; undefined where there is none.</summary>
    internal static Value Get(Value value, Value key)
    {
        switch (value.Kind)
        {
            case ValueKind.Map:
                return value.AsMap.TryGet(key, out Value entry) ? entry : Value.Undefined;
            case ValueKind.Object:
                if (value.AsObject.TryGet(key, out Value attribute))
                    return attribute;
                return key.Kind == ValueKind.Integer && value.AsObject.Items is { } items ? At(items, key.AsInteger) : Value.Undefined;
            case ValueKind.Sequence when key.Kind == ValueKind.Integer:
                return At(value.AsSequence, key.AsInteger);
            case ValueKind.String when key.Kind == ValueKind.Integer:
                return At([.. Value.Characters(value.AsString)], key.AsInteger);
            default:
                return Value.Undefined;
        }
    }

    /// <summary>An attribute of an attribute, as filters name it: <c>author.name</c>, <c>0.title</c>.</summary>
    internal static Value GetPath(Value value, Value path)
    {
        if (path.Kind != ValueKind.String)
            return Get(value, path);
        foreach (string part in path.AsString.Split('.'))
        {
            if (value.IsUndefined)
                return value;
            Value byName = Get(value, Value.Of(part));
            value = byName.IsUndefined && long.TryParse(part, System.Globalization.CultureInfo.InvariantCulture, out long index) ? Get(value, Value.Of(index)) : byName;
        }

        return value;
    }

    private static Value At(IReadOnlyList<Value> items, long index)
    {
        if (index < 0)
            index += items.Count;
        return index >= 0 && index < items.Count ? items[(int)index] : Value.Undefined;
    }
}
