namespace Cells.Images.Schemas.Comparison;

/// <summary>The way from a method to a place in one of its messages.</summary>
internal sealed class SchemaPath
{
    /// <summary>Of a longer path only the beginning and so many names of the end are written.</summary>
    private const int MaxNames = 32;

    private readonly SchemaPath? _parent;
    private readonly string _beginning;
    private readonly string _name;
    private readonly int _length;

    private SchemaPath(string beginning) => (_beginning, _name) = (beginning, "");

    private SchemaPath(SchemaPath parent, string name)
    {
        _parent = parent;
        _beginning = parent._beginning;
        _name = name;
        _length = parent._length + 1;
    }

    public static SchemaPath Of(string method, MessageDirection direction) =>
        new(method + (direction == MessageDirection.Request ? ".request" : ".response"));

    public static SchemaPath OfStream(string method, string stream) => new($"{method}.stream {stream}");

    public static SchemaPath OfFault(string method, string fault) => new($"{method}.fault {fault}");

    public SchemaPath Member(string name) => new(this, "." + name);

    public SchemaPath Element() => new(this, "[]");

    public override string ToString()
    {
        var names = new string[Math.Min(_length, MaxNames)];
        SchemaPath node = this;
        for (int i = names.Length - 1; i >= 0; i--)
        {
            names[i] = node._name;
            node = node._parent!;
        }

        return _beginning + (_length > MaxNames ? ".…" : "") + string.Concat(names);
    }
}
