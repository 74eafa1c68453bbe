using System.Collections;
using System.Collections.Immutable;
using System.Reflection;

namespace Cells.Fuzz.Values;

/// <summary>Makes values of messages at random, with the borders of every type among them.</summary>
internal sealed class RandomValues(Random random)
{
    private const int MaxDepth = 5;

    private static readonly string[] Texts = ["", "a", "AAPL", "häß€😀", "\"\\\n\u0001", "\uFFFD", new('x', 40), new('ü', 300)];

    private readonly Random _random = random;
    private int _depth;

    /// <summary>A message.</summary>
    public object Message(Type type)
    {
        if (type == typeof(Value))
            return Dynamic();
        if (UnionCases.Of(type) is { } cases)
            type = cases.Values.ElementAt(_random.Next(cases.Count));
        _depth++;
        var shape = MessageShape.Of(type);
        object message = shape.Create([.. shape.Members.Select(member => Of(member.Type, member.Nullability))]);
        _depth--;
        return message;
    }

    private object? Of(Type type, NullabilityInfo nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } present)
            return Chance(3) ? null : Of(present, nullability);
        if (!type.IsValueType && nullability.ReadState == NullabilityState.Nullable && (Chance(3) || (_depth > MaxDepth && MessageShape.IsMessage(type))))
            return null;
        if (Scalar(type) is { } scalar)
            return scalar;
        if (type == typeof(string))
            return Texts[_random.Next(Texts.Length)];
        if (type == typeof(ReadOnlyMemory<byte>))
            return new ReadOnlyMemory<byte>(Noise(_random.Next(20)));
        if (type.IsArray)
            return List(type.GetElementType()!, nullability.ElementType!);
        if (MessageShape.IsMessage(type) || MessageShape.IsFixed(type))
            return Message(type);
        if (type.IsGenericType)
            return Generic(type, nullability.GenericTypeArguments);
        throw new NotSupportedException($"The generator of values does not know {type}: teach it.");
    }

    /// <summary>A value of the dynamic type.</summary>
    private Value Dynamic()
    {
        _depth++;
        int kind = _random.Next(_depth > MaxDepth ? 6 : 8);
        Value[] items = kind < 6 ? [] : [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Dynamic())];
        Value value = kind switch
        {
            0 => Value.Null,
            1 => Chance(2),
            2 => Integer(),
            3 => BitConverter.Int64BitsToDouble(Integer()),
            4 => Texts[_random.Next(Texts.Length)],
            5 => Noise(_random.Next(20)),
            6 => Value.Array(items),
            _ => Value.Object([.. items.Select(static (item, index) => ("key" + index, item))]),
        };
        _depth--;
        return value;
    }

    private object Generic(Type type, NullabilityInfo[] arguments)
    {
        Type definition = type.GetGenericTypeDefinition();
        if (definition.Name.StartsWith("ValueTuple", StringComparison.Ordinal))
            return Activator.CreateInstance(type, [.. type.GetGenericArguments().Zip(arguments, Of)])!;
        if (definition == typeof(Dictionary<,>) || definition == typeof(IReadOnlyDictionary<,>))
            return Map(type.GetGenericArguments(), arguments);
        if (definition == typeof(HashSet<>) || definition == typeof(IReadOnlySet<>))
            return Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(type.GetGenericArguments()), List(type.GetGenericArguments()[0], arguments[0]))!;
        Type element = type.GetGenericArguments()[0];
        if (definition == typeof(IReadOnlyList<>))
            return List(element, arguments[0]);
        if (definition == typeof(List<>))
            return Activator.CreateInstance(type, List(element, arguments[0]))!;
        if (definition == typeof(ImmutableArray<>))
        {
            MethodInfo create = typeof(ImmutableArray).GetMethods().Single(static method => method is { Name: nameof(ImmutableArray.Create) } && method.GetParameters() is [{ ParameterType.IsArray: true }]);
            return create.MakeGenericMethod(element).Invoke(null, [List(element, arguments[0])])!;
        }

        throw new NotSupportedException($"The generator of values does not know {type}: teach it.");
    }

    private IDictionary Map(Type[] types, NullabilityInfo[] arguments)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(types))!;
        Array keys = List(types[0], arguments[0]);
        Array values = List(types[1], arguments[1]);
        for (int i = 0; i < Math.Min(keys.Length, values.Length); i++)
            map[keys.GetValue(i)!] = values.GetValue(i);
        return map;
    }

    private Array List(Type element, NullabilityInfo nullability)
    {
        int count = _depth > MaxDepth ? 0 : Chance(4) ? 0 : _random.Next(1, 5);
        var list = Array.CreateInstance(element, count);
        _depth++;
        for (int i = 0; i < count; i++)
            ((IList)list)[i] = Of(element, nullability);
        _depth--;
        return list;
    }

    private object? Scalar(Type type)
    {
        if (type.IsEnum)
            return Enumeration(type);
        if (type == typeof(decimal))
            return new decimal(_random.Next(), _random.Next(), Chance(2) ? 0 : _random.Next(), Chance(2), (byte)_random.Next(29));
        if (type == typeof(DateTime))
            return new DateTime(Chance(4) ? DateTime.MaxValue.Ticks : _random.NextInt64(DateTime.MaxValue.Ticks), (DateTimeKind)_random.Next(3));
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(_random.NextInt64(TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay), TimeSpan.FromMinutes(_random.Next(-840, 841)));
        if (type == typeof(TimeSpan))
            return new TimeSpan(Integer());
        if (type == typeof(Guid))
            return new Guid(Noise(16));
        return Number(type);
    }

    private object? Number(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => Chance(2),
        TypeCode.SByte => (sbyte)Integer(),
        TypeCode.Byte => (byte)Integer(),
        TypeCode.Int16 => (short)Integer(),
        TypeCode.UInt16 => (ushort)Integer(),
        TypeCode.Char => (char)Integer(),
        TypeCode.Int32 => (int)Integer(),
        TypeCode.UInt32 => (uint)Integer(),
        TypeCode.Int64 => Integer(),
        TypeCode.UInt64 => (ulong)Integer(),
        TypeCode.Single => Chance(4) ? float.NaN : BitConverter.Int32BitsToSingle((int)Integer()),
        TypeCode.Double => Chance(4) ? -0.0 : BitConverter.Int64BitsToDouble(Integer()),
        _ when type == typeof(Half) => BitConverter.Int16BitsToHalf((short)Integer()),
        _ when type == typeof(Int128) => new Int128((ulong)Integer(), (ulong)Integer()),
        _ when type == typeof(UInt128) => new UInt128((ulong)Integer(), (ulong)Integer()),
        _ => null,
    };

    private object Enumeration(Type type)
    {
        Array values = Enum.GetValuesAsUnderlyingType(type);
        long chosen = Convert.ToInt64(values.GetValue(_random.Next(values.Length)));
        if (type.IsDefined(typeof(FlagsAttribute), inherit: false))
            chosen |= Convert.ToInt64(values.GetValue(_random.Next(values.Length)));
        return Enum.ToObject(type, chosen);
    }

    private long Integer() => _random.Next(5) switch
    {
        0 => 0,
        1 => -1,
        2 => _random.Next(256),
        3 => long.MinValue,
        _ => _random.NextInt64(),
    };

    private byte[] Noise(int bytes)
    {
        byte[] noise = new byte[bytes];
        _random.NextBytes(noise);
        return noise;
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;
}
