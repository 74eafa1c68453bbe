using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Cells.Fuzz.Values;

namespace Cells.Fuzz.Mutations;

/// <summary>
/// Where the parts of an image are, so that mutations hit them. Written after docs/wire.md, apart from the product's own code. It may be given any
/// bytes: what it does not understand it leaves out.
/// </summary>
internal sealed class ImageMap
{
    private const int MaxFields = 4000;
    private const int MaxDepth = 70;

    private readonly byte[] _image;
    private readonly List<ImageField> _fields = [];
    private int _depth;

    private ImageMap(byte[] image) => _image = image;

    /// <summary>The parts of a message's image.</summary>
    public static List<ImageField> Of(Type message, byte[] image)
    {
        var map = new ImageMap(image);
        map.Block(BlockOf(message) ?? [message], 0);
        return map._fields;
    }

    /// <summary>
    /// What docs/wire.md forbids in an image that the product read nevertheless; null where there is nothing. Read after the page alone, so that a
    /// check that is missing from the product is missed here.
    /// </summary>
    public static string? Violation(Type message, byte[] image)
    {
        var map = new ImageMap(image);
        foreach (ImageField field in Of(message, image))
        {
            if (field.Kind == FieldKind.Mark && image[field.At] > 1)
                return $"a bool of {image[field.At]} at byte {field.At}";
            if (field.Kind == FieldKind.Reference && (map.Word(field.At) | map.Word(field.At + 4)) != 0 && map.Word(field.At) < field.First)
                return $"a reference at byte {field.At} that points backwards";
        }

        return null;
    }

    private void Block(IEnumerable<Type> members, int at)
    {
        if (_depth > MaxDepth || !Add(new ImageField(FieldKind.SizeWord, at, 4)))
            return;

        _depth++;
        uint known = Word(at);
        int end = 4;
        foreach (Type member in members)
        {
            (int bytes, int alignment) = Inline(member) ?? (8, 4);
            int place = (end + alignment - 1) & -alignment;
            end = place + bytes;
            if (end <= known)
                Value(member, at + place, at, known);
        }

        _depth--;
    }

    private void Value(Type type, int at, int origin, long first)
    {
        if (Inline(type) is { } slot)
        {
            if (Nullable.GetUnderlyingType(type) is { } present)
            {
                if (Add(new ImageField(FieldKind.Mark, at, 1)) && _image[at] != 0)
                    Value(present, at + slot.Alignment, origin, first);
            }
            else
            {
                Add(new ImageField(type == typeof(bool) ? FieldKind.Mark : FieldKind.Scalar, at, slot.Bytes));
            }
        }
        else if (Add(new ImageField(FieldKind.Reference, at, 8, origin, first)))
        {
            long place = origin + (long)Word(at);
            uint count = Word(at + 4);
            if (place > origin && place <= _image.Length && count <= _image.Length)
                Child(Nullable.GetUnderlyingType(type) ?? type, (int)place, (int)count);
        }
    }

    private void Child(Type type, int at, int count)
    {
        if (type == typeof(string) || type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>))
        {
            if (count > 0)
                Add(new ImageField(FieldKind.Text, at, count));
        }
        else if (CaseOf(type, count) is { } content)
            Block(content, at);
        else if (BlockOf(type) is { } members)
            Block(members, at);
        else if (ElementOf(type) is { } element)
            Elements(element, at, count);
    }

    private void Elements(Type element, int at, int count)
    {
        if (BlockOf(element) is { } members)
        {
            if (count == 0 || !Add(new ImageField(FieldKind.Stride, at, 4)))
                return;
            uint stride = Word(at);
            for (int i = 0; i < count && at + 8 + (long)i * stride < _image.Length && _fields.Count < MaxFields; i++)
                Block(members, (int)(at + 8 + i * stride));
            return;
        }

        int bytes = Inline(element)?.Bytes ?? 8;
        for (int i = 0; i < count && at + (long)i * bytes < _image.Length && _fields.Count < MaxFields; i++)
            Value(element, at + i * bytes, at, 8L * count);
    }

    private bool Add(ImageField field)
    {
        if (_fields.Count >= MaxFields || field.At < 0 || field.At + (long)field.Bytes > _image.Length)
            return false;
        _fields.Add(field);
        return true;
    }

    private uint Word(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_image.AsSpan(at));

    /// <summary>The members of what has a block: a message, a tuple, an entry of a map.</summary>
    private static IEnumerable<Type>? BlockOf(Type type) =>
        type == typeof(Value) || UnionCases.Of(type) is not null ? null
        : MessageShape.IsMessage(type) ? MessageShape.Of(type).Members.Select(static member => member.Type)
        : type.Name.StartsWith("ValueTuple", StringComparison.Ordinal) || type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal) ? type.GetGenericArguments()
        : null;

    /// <summary>The members of a union's case; null where there is none.</summary>
    private static IEnumerable<Type>? CaseOf(Type union, int tag)
    {
        if (union == typeof(Value))
        {
            return tag switch
            {
                1 => [typeof(bool)],
                2 => [typeof(long)],
                3 => [typeof(double)],
                4 => [typeof(string)],
                5 => [typeof(byte[])],
                6 => [typeof(Value[])],
                7 => [typeof(Dictionary<string, Value>)],
                _ => null,
            };
        }

        return UnionCases.Of(union)?.GetValueOrDefault(tag) is { } item ? BlockOf(item) : null;
    }

    private static Type? ElementOf(Type list) => list switch
    {
        { IsArray: true } => list.GetElementType(),
        { IsGenericType: true } when list.GetGenericArguments() is [var only] => only,
        { IsGenericType: true } when list.Name.Contains("Dictionary") => typeof(KeyValuePair<,>).MakeGenericType(list.GetGenericArguments()),
        _ => null,
    };

    /// <summary>What a value takes where it stands; null for what has a reference.</summary>
    private static (int Bytes, int Alignment)? Inline(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } present)
            return Inline(present) is { } slot ? (slot.Alignment + slot.Bytes, slot.Alignment) : null;
        if (type.IsEnum)
            return Inline(type.GetEnumUnderlyingType());
        if (MessageShape.IsFixed(type))
        {
            IEnumerable<int> alignments = MessageShape.Of(type).Members.Select(static member => Inline(member.Type)!.Value.Alignment);
            return (RuntimeHelpers.SizeOf(type.TypeHandle), alignments.Max());
        }

        if (type == typeof(Half))
            return (2, 2);
        if (type == typeof(TimeSpan))
            return (8, 8);
        if (type == typeof(Int128) || type == typeof(UInt128) || type == typeof(Guid) || type == typeof(DateTimeOffset))
            return (16, 8);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => (1, 1),
            TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Char => (2, 2),
            TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => (4, 4),
            TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => (8, 8),
            TypeCode.Decimal or TypeCode.DateTime => (16, 8),
            _ => null,
        };
    }
}
