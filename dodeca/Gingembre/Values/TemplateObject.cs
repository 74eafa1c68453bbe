using System.Diagnostics.CodeAnalysis;

namespace Gingembre;

/// <summary>Something that a host gives to templates: with attributes, with items, or to be called.</summary>
public abstract class TemplateObject
{
    /// <summary>What it is called in messages.</summary>
    public virtual string TypeName => "object";

    /// <summary>Whether it counts as true.</summary>
    public virtual bool IsTrue => true;

    /// <summary>Its items, where it can be iterated over; else null.</summary>
    public virtual IReadOnlyList<Value>? Items => null;

    /// <summary>What it is shown and written as JSON as, and copied into a map as, where it is no more than values; else null.</summary>
    public virtual Value? Data => null;

    /// <summary>The names of its attributes, for messages.</summary>
    public virtual IEnumerable<string> AttributeNames => [];

    /// <summary>Whether <see cref="Call"/> does something.</summary>
    public virtual bool CanBeCalled => false;

    /// <summary>An attribute, or an entry by its key.</summary>
    public virtual bool TryGet(Value key, [MaybeNullWhen(false)] out Value value)
    {
        value = default;
        return false;
    }

    /// <summary>Sets an attribute; false where it cannot be set.</summary>
    public virtual bool TrySet(string name, Value value) => false;

    /// <summary>Calls it.</summary>
    /// <exception cref="TemplateException">It cannot be called, or not so.</exception>
    public virtual Value Call(CallArguments arguments) => throw new TemplateException($"{TypeName} cannot be called");

    /// <summary>As it is printed.</summary>
    public override string ToString() => $"<{TypeName}>";
}
