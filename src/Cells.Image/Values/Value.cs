using Cells.Images.Values;

namespace Cells;

/// <summary>
/// A value whose type is known only at run time: null, a bool, an integer, a floating-point number, a text, bytes, an array, or an object.
/// It never changes. Two are equal where their images are: numbers by their bits, texts by their characters, objects whatever the order they
/// were given in.
/// </summary>
public readonly partial struct Value : IEquatable<Value>
{
    private readonly object? _content;
    private readonly long _bits;

    private Value(ValueCase kind, long bits, object? content)
    {
        Case = kind;
        _bits = bits;
        _content = content;
    }

    /// <summary>Null; also what a value is by default.</summary>
    public static Value Null => default;

    /// <summary>What it is.</summary>
    public ValueCase Case { get; }

    /// <summary>Whether it is null.</summary>
    public bool IsNull => Case == ValueCase.Null;

    /// <summary>The bool.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public bool AsBoolean => Is(ValueCase.Boolean)._bits != 0;

    /// <summary>The integer.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public long AsInteger => Is(ValueCase.Integer)._bits;

    /// <summary>The number; an integer is converted.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public double AsDouble => Case == ValueCase.Integer ? _bits : BitConverter.Int64BitsToDouble(Is(ValueCase.Double)._bits);

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public string AsString => (string)Is(ValueCase.String)._content!;

    /// <summary>The bytes.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public ReadOnlyMemory<byte> AsBytes => (byte[])Is(ValueCase.Bytes)._content!;

    /// <summary>The values of an array.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public ReadOnlySpan<Value> Items => ((ArrayContent)Is(ValueCase.Array)._content!).Items;

    /// <summary>The members of an object, ascending by key as their UTF-8 does.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public ReadOnlySpan<KeyValuePair<string, Value>> Members => ((ObjectContent)Is(ValueCase.Object)._content!).Members;

    /// <summary>How many values an array or an object has; 0 for everything else.</summary>
    public int Count => _content switch
    {
        ArrayContent array => array.Items.Length,
        ObjectContent members => members.Members.Length,
        _ => 0,
    };

    internal int Depth => _content switch
    {
        ArrayContent array => array.Depth,
        ObjectContent members => members.Depth,
        _ => 1,
    };

    /// <summary>The value at an index of an array.</summary>
    /// <exception cref="InvalidOperationException">It is no array.</exception>
    public Value this[int index] => Items[index];

    /// <summary>The value of a member of an object; null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is no object.</exception>
    public Value this[string key] => TryGet(key, out Value value) ? value : Null;

    /// <summary>A bool.</summary>
    public static implicit operator Value(bool value) => new(ValueCase.Boolean, value ? 1 : 0, null);

    /// <summary>An integer.</summary>
    public static implicit operator Value(long value) => new(ValueCase.Integer, value, null);

    /// <summary>A floating-point number.</summary>
    public static implicit operator Value(double value) => new(ValueCase.Double, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>A text, or null.</summary>
    public static implicit operator Value(string? value) => value is null ? Null : new Value(ValueCase.String, 0, value);

    /// <summary>A copy of bytes, or null.</summary>
    public static implicit operator Value(byte[]? value) => value is null ? Null : Bytes(value);

    /// <summary>Whether both have one image.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Whether their images differ.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>A copy of bytes.</summary>
    public static Value Bytes(ReadOnlySpan<byte> bytes) => new(ValueCase.Bytes, 0, bytes.ToArray());

    /// <summary>An array.</summary>
    /// <exception cref="ArgumentException">It would nest deeper than <see cref="Images.ImageLimits.MaxDepth"/>.</exception>
    public static Value Array(params ReadOnlySpan<Value> items) => OfArray(items.ToArray());

    /// <summary>An array.</summary>
    /// <inheritdoc cref="Array(ReadOnlySpan{Value})"/>
    public static Value Array(IEnumerable<Value> items) => OfArray([.. items]);

    /// <summary>An object.</summary>
    /// <exception cref="ArgumentException">Two members have one key, or it would nest deeper than <see cref="Images.ImageLimits.MaxDepth"/>.</exception>
    public static Value Object(params ReadOnlySpan<(string Key, Value Value)> members)
    {
        var pairs = new KeyValuePair<string, Value>[members.Length];
        for (int i = 0; i < pairs.Length; i++)
            pairs[i] = KeyValuePair.Create(members[i].Key, members[i].Value);
        return new Value(ValueCase.Object, 0, ObjectContent.Sorted(pairs));
    }

    /// <summary>An object.</summary>
    /// <inheritdoc cref="Object(ReadOnlySpan{ValueTuple{string, Value}})"/>
    public static Value Object(IEnumerable<KeyValuePair<string, Value>> members) => new(ValueCase.Object, 0, ObjectContent.Sorted([.. members]));

    /// <summary>Finds the value of a member of an object.</summary>
    /// <exception cref="InvalidOperationException">It is no object.</exception>
    public bool TryGet(string key, out Value value)
    {
        var content = (ObjectContent)Is(ValueCase.Object)._content!;
        int index = content.Find(key);
        value = index < 0 ? Null : content.Members[index].Value;
        return index >= 0;
    }

    /// <inheritdoc/>
    public bool Equals(Value other)
    {
        if (Case != other.Case || _bits != other._bits)
            return false;
        return Case switch
        {
            ValueCase.String => AsString == other.AsString,
            ValueCase.Bytes => AsBytes.Span.SequenceEqual(other.AsBytes.Span),
            ValueCase.Array => Items.SequenceEqual(other.Items),
            ValueCase.Object => SameMembers(Members, other.Members),
            _ => true,
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Case);
        hash.Add(_bits);
        switch (Case)
        {
            case ValueCase.String:
                hash.Add(AsString);
                break;
            case ValueCase.Bytes:
                hash.AddBytes(AsBytes.Span);
                break;
            case ValueCase.Array:
                foreach (Value item in Items)
                    hash.Add(item);
                break;
            case ValueCase.Object:
                foreach ((string key, Value value) in Members)
                {
                    hash.Add(key);
                    hash.Add(value);
                }

                break;
        }

        return hash.ToHashCode();
    }

    /// <summary>The value as JSON; bytes as <c>{"$bytes":"base64"}</c>.</summary>
    public override string ToString() => ValueText.Of(this);

    private static Value OfArray(Value[] items) => new(ValueCase.Array, 0, items.Length == 0 ? ArrayContent.Empty : new ArrayContent(items));

    private static bool SameMembers(ReadOnlySpan<KeyValuePair<string, Value>> left, ReadOnlySpan<KeyValuePair<string, Value>> right)
    {
        if (left.Length != right.Length)
            return false;
        for (int i = 0; i < left.Length; i++)
        {
            if (left[i].Key != right[i].Key || !left[i].Value.Equals(right[i].Value))
                return false;
        }

        return true;
    }

    private Value Is(ValueCase expected) => Case == expected ? this : throw new InvalidOperationException($"The value is of the case {Case}, not {expected}.");
}
