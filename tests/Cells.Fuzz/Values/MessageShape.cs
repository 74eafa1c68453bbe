using System.Reflection;

namespace Cells.Fuzz.Values;

/// <summary>A member of a message, as reflection shows it.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Nullability">Whether it, and what it consists of, may be null.</param>
internal sealed record MemberShape(Type Type, NullabilityInfo Nullability);

/// <summary>How a message is made, and its members in the order of the wire.</summary>
internal sealed class MessageShape
{
    private static readonly Dictionary<Type, MessageShape> Known = [];

    private readonly ConstructorInfo? _constructor;
    private readonly PropertyInfo[] _further;

    private MessageShape(Type message)
    {
        var nullability = new NullabilityInfoContext();
        _constructor = message.GetConstructors()
            .Where(constructor => constructor.GetParameters() is not [{ ParameterType: var only }] || only != message)
            .MaxBy(static constructor => constructor.GetParameters().Length);
        ParameterInfo[] parameters = _constructor?.GetParameters() ?? [];
        HashSet<string?> positional = [.. parameters.Select(static parameter => parameter.Name)];
        _further =
        [
            .. message.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanWrite && !positional.Contains(property.Name))
                .OrderBy(static property => property.MetadataToken),
        ];
        Members =
        [
            .. parameters.Select(parameter => new MemberShape(parameter.ParameterType, nullability.Create(parameter))),
            .. _further.Select(property => new MemberShape(property.PropertyType, nullability.Create(property))),
        ];
        Message = message;
    }

    /// <summary>The message.</summary>
    public Type Message { get; }

    /// <summary>The members in the order of the wire.</summary>
    public MemberShape[] Members { get; }

    /// <summary>The shape of a message.</summary>
    public static MessageShape Of(Type message)
    {
        if (!Known.TryGetValue(message, out MessageShape? shape))
            Known.Add(message, shape = new MessageShape(message));
        return shape;
    }

    /// <summary>Whether a type is a message.</summary>
    public static bool IsMessage(Type type) => Implements(type, "IImageMessage`1");

    /// <summary>Whether a type is a message of fixed layout, which stands where it is without a block.</summary>
    public static bool IsFixed(Type type) => Implements(type, "IFixedLayout`1");

    /// <summary>Makes a message of its members' values, in the order of <see cref="Members"/>.</summary>
    public object Create(object?[] values)
    {
        int positional = values.Length - _further.Length;
        object message = _constructor?.Invoke(values[..positional]) ?? Activator.CreateInstance(Message)!;
        for (int i = 0; i < _further.Length; i++)
            _further[i].SetValue(message, values[positional + i]);
        return message;
    }

    private static bool Implements(Type type, string name) => type.GetInterfaces().Any(implemented => implemented.Name == name);
}
