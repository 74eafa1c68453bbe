namespace Gingembre;

/// <summary>Which values are equal, and which come before others.</summary>
internal static class Comparison
{
    internal static bool AreEqual(Value left, Value right)
    {
        if (IsNumeric(left) && IsNumeric(right))
            return left.Kind == ValueKind.Float || right.Kind == ValueKind.Float ? left.AsFloat == right.AsFloat : left.AsInteger == right.AsInteger;
        if (left.Kind != right.Kind)
            return false;
        return left.Kind switch
        {
            ValueKind.Undefined or ValueKind.None => true,
            ValueKind.String => left.AsString == right.AsString,
            ValueKind.Sequence => left.AsSequence.SequenceEqual(right.AsSequence),
            ValueKind.Map => AreEqual(left.AsMap, right.AsMap),
            _ => ReferenceEquals(left.AsObject, right.AsObject),
        };
    }

    /// <summary>Less than 0 where the left one comes first.</summary>
    /// <exception cref="TemplateException">They have no order.</exception>
    internal static int Compare(Value left, Value right)
    {
        if (IsNumeric(left) && IsNumeric(right))
            return left.Kind == ValueKind.Float || right.Kind == ValueKind.Float ? left.AsFloat.CompareTo(right.AsFloat) : left.AsInteger.CompareTo(right.AsInteger);
        if (left.Kind == ValueKind.String && right.Kind == ValueKind.String)
            return string.CompareOrdinal(left.AsString, right.AsString);
        if (left.Kind == ValueKind.Sequence && right.Kind == ValueKind.Sequence)
            return Compare(left.AsSequence, right.AsSequence);
        if (left.Kind == right.Kind && left.Kind is ValueKind.None or ValueKind.Undefined)
            return 0;
        throw new TemplateException($"{Conversion.TypeName(left)} and {Conversion.TypeName(right)} have no order");
    }

    /// <summary>An order of all values, for sorting what is mixed: by kind where there is no other.</summary>
    internal static int CompareLoosely(Value left, Value right, bool caseSensitive)
    {
        if (left.Kind == ValueKind.String && right.Kind == ValueKind.String && !caseSensitive)
        {
            int folded = string.CompareOrdinal(left.AsString.ToLowerInvariant(), right.AsString.ToLowerInvariant());
            return folded;
        }

        bool isOrdered = (IsNumeric(left) && IsNumeric(right)) || (left.Kind == right.Kind && left.Kind is ValueKind.String or ValueKind.Sequence);
        return isOrdered ? Compare(left, right) : left.Kind.CompareTo(right.Kind);
    }

    private static int Compare(IReadOnlyList<Value> left, IReadOnlyList<Value> right)
    {
        for (int i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (Compare(left[i], right[i]) is var order && order != 0)
                return order;
        }

        return left.Count.CompareTo(right.Count);
    }

    private static bool AreEqual(MapValue left, MapValue right) =>
        left.Count == right.Count && left.Keys.All(key => right.TryGet(key, out Value value) && left.TryGet(key, out Value own) && value == own);

    private static bool IsNumeric(Value value) => value.Kind is ValueKind.Boolean or ValueKind.Integer or ValueKind.Float;
}
