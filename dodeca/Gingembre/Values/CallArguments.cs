namespace Gingembre;

/// <summary>What a function, filter or test is called with.</summary>
/// <param name="callee">What it is called, for messages.</param>
/// <param name="positional">The arguments without names; of a filter or test, the value that it is applied to is not among them.</param>
/// <param name="named">Those with names.</param>
public sealed class CallArguments(string callee, IReadOnlyList<Value> positional, IReadOnlyDictionary<string, Value> named)
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private int _taken;

    /// <summary>The arguments without names.</summary>
    public IReadOnlyList<Value> Positional => positional;

    /// <summary>Those with names.</summary>
    public IReadOnlyDictionary<string, Value> Named => named;

    /// <summary>What is called.</summary>
    public string Callee => callee;

    /// <summary>The next argument, by its place or by its name; null where it was not given.</summary>
    public Value? Take(string name)
    {
        if (_taken < positional.Count)
        {
            if (named.ContainsKey(name))
                throw new TemplateException($"{callee} got '{name}' twice");
            return positional[_taken++];
        }

        _used.Add(name);
        return named.TryGetValue(name, out Value value) ? value : null;
    }

    /// <summary>The next argument, which must be given.</summary>
    /// <exception cref="TemplateException">It was not.</exception>
    public Value Require(string name) => Take(name) ?? throw new TemplateException($"{callee} needs the argument '{name}'");

    /// <summary>The next argument as a text.</summary>
    public string TakeString(string name, string otherwise) => Take(name) is { } value ? ValueText.Print(value) : otherwise;

    /// <summary>The next argument as a whole number.</summary>
    /// <exception cref="TemplateException">It is none.</exception>
    public long TakeInteger(string name, long otherwise) => Take(name) is { } value ? Conversion.ToInteger(value, $"'{name}' of {callee}") : otherwise;

    /// <summary>The next argument as a condition.</summary>
    public bool TakeBoolean(string name, bool otherwise) => Take(name)?.IsTrue ?? otherwise;

    /// <summary>Says that there are no further arguments.</summary>
    /// <exception cref="TemplateException">There are.</exception>
    public void End()
    {
        if (_taken < positional.Count)
            throw new TemplateException($"{callee} takes at most {_taken} arguments, and got {positional.Count}");
        if (named.Keys.FirstOrDefault(name => !_used.Contains(name)) is { } unknown)
            throw new TemplateException($"{callee} has no argument '{unknown}'");
    }
}
