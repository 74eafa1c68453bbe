using System.Numerics;
using Cells.Images.Layout;
using Cells.Images.Schemas.Json;

namespace Cells.Images.Schemas;

/// <summary>A type of a contract, by name.</summary>
/// <param name="name">Its name in the schema.</param>
/// <param name="documentation">What is said of it; empty where nothing is.</param>
public abstract class TypeSchema(string name, string documentation)
{
    /// <summary>Its name in the schema.</summary>
    public string Name { get; } = name;

    /// <summary>What is said of it; empty where nothing is.</summary>
    public string Documentation { get; } = documentation;

    internal JsonPosition Position { get; init; }
}

/// <summary>A member of a message.</summary>
public sealed class MemberSchema
{
    internal MemberSchema(string name, string documentation, ValueSchema type, string? defaultValue)
    {
        Name = name;
        Documentation = documentation;
        Type = type;
        Default = defaultValue;
    }

    /// <summary>Its name, snake_case.</summary>
    public string Name { get; }

    /// <summary>What is said of it; empty where nothing is.</summary>
    public string Documentation { get; }

    /// <summary>Its type.</summary>
    public ValueSchema Type { get; }

    /// <summary>
    /// Its default as compact JSON; null where it has none. The JSON <c>null</c> as the default of what cannot be null stands for its zero.
    /// </summary>
    public string? Default { get; }

    /// <summary>Whether a value may leave it out.</summary>
    public bool MayBeMissing => Default is not null || Type.IsOptional;

    internal JsonPosition Position { get; init; }
}

/// <summary>A message: its members, in the order of the wire.</summary>
public sealed partial class MessageSchema : TypeSchema
{
    private readonly Dictionary<string, int> _byName;
    private BlockLayout? _layout;

    internal MessageSchema(string name, string documentation, MemberSchema[] members)
        : base(name, documentation)
    {
        Members = members;
        _byName = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < members.Length; i++)
            _byName.Add(members[i].Name, i);
    }

    /// <summary>The members, in the order of the wire.</summary>
    public IReadOnlyList<MemberSchema> Members { get; }

    /// <summary>The union that stands alone in this message as its one member; null for other messages.</summary>
    internal UnionSchema? Union { get; init; }

    internal BlockLayout Layout => _layout ??= WireLayout.Block([.. Members.Select(static member => member.Type.Slot)]);

    internal int IndexOf(string name) => _byName.TryGetValue(name, out int index) ? index : -1;
}

/// <summary>An enum.</summary>
public sealed class EnumSchema : TypeSchema
{
    internal EnumSchema(string name, string documentation, ScalarKind underlying, bool isFlags, KeyValuePair<string, BigInteger>[] values)
        : base(name, documentation)
    {
        Underlying = underlying;
        IsFlags = isFlags;
        Values = values;
    }

    /// <summary>Whether values are combined.</summary>
    public bool IsFlags { get; }

    /// <summary>Whether a value that is not declared is read as it is.</summary>
    public bool IsOpen { get; internal init; }

    /// <summary>The declared values by name, snake_case.</summary>
    public IReadOnlyList<KeyValuePair<string, BigInteger>> Values { get; }

    internal ScalarKind Underlying { get; }

    /// <summary>Whether an image may hold the value.</summary>
    internal bool IsDeclared(BigInteger value)
    {
        if (IsOpen)
            return true;
        return IsFlags ? (value & ~Bits(static _ => true)) == 0 : Values.Any(declared => declared.Value == value);
    }

    /// <summary>Whether names say the whole value: one, or for flags several.</summary>
    internal bool IsMadeOfNames(BigInteger value) =>
        Values.Any(declared => declared.Value == value)
        || (IsFlags && value != 0 && Bits(declared => (declared & ~value) == 0) == value);

    private BigInteger Bits(Func<BigInteger, bool> counts)
    {
        BigInteger bits = 0;
        foreach (KeyValuePair<string, BigInteger> declared in Values.Where(declared => counts(declared.Value)))
            bits |= declared.Value;
        return bits;
    }
}
