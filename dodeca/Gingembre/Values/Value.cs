using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gingembre;

/// <summary>A value that a template sees. Immutable, but for what an <see cref="TemplateObject"/> does.</summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly object? _reference;
    private readonly long _bits;

    private Value(ValueKind kind, object? reference, long bits)
    {
        Kind = kind;
        _reference = reference;
        _bits = bits;
    }

    /// <summary>Nothing, on purpose.</summary>
    public static Value None { get; } = new(ValueKind.None, null, 0);

    /// <summary>What has no meaning.</summary>
    public static Value Undefined => default;

    /// <summary>What it is.</summary>
    public ValueKind Kind { get; }

    /// <summary>Whether it is a text that is markup already, and so is not escaped.</summary>
    public bool IsSafe => Kind == ValueKind.String && _bits != 0;

    /// <summary>Whether it is a sequence of parts that belong together, <c>(a, b)</c>, and is shown so.</summary>
    public bool IsTuple => Kind == ValueKind.Sequence && _bits != 0;

    /// <summary>Whether it is undefined.</summary>
    public bool IsUndefined => Kind == ValueKind.Undefined;

    /// <summary>Whether it is a whole number or one with a fraction.</summary>
    public bool IsNumber => Kind is ValueKind.Integer or ValueKind.Float;

    /// <summary>Whether it counts as true: all but undefined, none, false, zero, and what is empty.</summary>
    public bool IsTrue => Kind switch
    {
        ValueKind.Undefined or ValueKind.None => false,
        ValueKind.Boolean or ValueKind.Integer => _bits != 0,
        ValueKind.Float => AsFloat != 0,
        ValueKind.String => AsString.Length > 0,
        ValueKind.Sequence => AsSequence.Count > 0,
        ValueKind.Map => AsMap.Count > 0,
        _ => AsObject.IsTrue,
    };

    /// <summary>The boolean.</summary>
    public bool AsBoolean => _bits != 0;

    /// <summary>The whole number; of a boolean 0 or 1.</summary>
    public long AsInteger => _bits;

    /// <summary>The number.</summary>
    public double AsFloat => Kind == ValueKind.Float ? BitConverter.Int64BitsToDouble(_bits) : _bits;

    /// <summary>The text.</summary>
    public string AsString => (string)_reference!;

    /// <summary>The values of a sequence.</summary>
    public IReadOnlyList<Value> AsSequence => (IReadOnlyList<Value>)_reference!;

    /// <summary>The entries of a map.</summary>
    public MapValue AsMap => (MapValue)_reference!;

    /// <summary>The object.</summary>
    public TemplateObject AsObject => (TemplateObject)_reference!;

    /// <summary>A boolean.</summary>
    public static Value Of(bool value) => new(ValueKind.Boolean, null, value ? 1 : 0);

    /// <summary>A whole number.</summary>
    public static Value Of(long value) => new(ValueKind.Integer, null, value);

    /// <summary>A floating-point number.</summary>
    public static Value Of(double value) => new(ValueKind.Float, null, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A text; null is none.</summary>
    public static Value Of(string? value) => value is null ? None : new(ValueKind.String, value, 0);

    /// <summary>A text that is markup already.</summary>
    public static Value Safe(string value) => new(ValueKind.String, value, 1);

    /// <summary>A sequence. Must not change any more.</summary>
    public static Value Of(IReadOnlyList<Value> values) => new(ValueKind.Sequence, values, 0);

    /// <summary>A sequence of parts that belong together: a key and its value, what is between parentheses. Must not change any more.</summary>
    public static Value Tuple(params IReadOnlyList<Value> values) => new(ValueKind.Sequence, values, 1);

    /// <summary>A map. Must not change any more.</summary>
    public static Value Of(MapValue map) => new(ValueKind.Map, map, 0);

    /// <summary>An object.</summary>
    public static Value Of(TemplateObject value) => new(ValueKind.Object, value, 0);

    /// <summary>A function.</summary>
    public static Value Of(string name, Func<CallArguments, Value> function) => Of(new FunctionObject(name, function));

    /// <summary>The values in it, where it has any: of a map its keys, of a text its characters.</summary>
    public bool TryIterate([NotNullWhen(true)] out IReadOnlyList<Value>? items)
    {
        items = Kind switch
        {
            ValueKind.Sequence => AsSequence,
            ValueKind.Map => AsMap.Keys,
            ValueKind.String => [.. Characters(AsString)],
            ValueKind.Object => AsObject.Items,
            _ => null,
        };
        return items is not null;
    }

    /// <summary>How many values are in it; null where it has none.</summary>
    public int? Length => Kind switch
    {
        ValueKind.String => new StringInfo(AsString).LengthInTextElements is var elements && elements == AsString.Length ? elements : Characters(AsString).Count(),
        ValueKind.Sequence => AsSequence.Count,
        ValueKind.Map => AsMap.Count,
        ValueKind.Object => AsObject.Items?.Count,
        _ => null,
    };

    /// <inheritdoc/>
    public bool Equals(Value other) => Comparison.AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        ValueKind.Boolean or ValueKind.Integer => _bits.GetHashCode(),
        ValueKind.Float => AsFloat is var number && number == Math.Floor(number) && Math.Abs(number) < long.MaxValue ? ((long)number).GetHashCode() : number.GetHashCode(),
        ValueKind.String => AsString.GetHashCode(StringComparison.Ordinal),
        ValueKind.Sequence => AsSequence.Aggregate(17, static (hash, value) => HashCode.Combine(hash, value)),
        ValueKind.Map => AsMap.Count,
        _ => (int)Kind,
    };

    /// <summary>As it is printed.</summary>
    public override string ToString() => ValueText.Print(this);

    /// <summary>Whether they are equal.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Whether they are not.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    internal static IEnumerable<Value> Characters(string text) => text.EnumerateRunes().Select(static rune => Of(rune.ToString()));
}
