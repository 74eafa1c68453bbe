using Cells.Images.Schemas.Json;

namespace Cells.Images.Schemas;

/// <summary>A case of a union.</summary>
public sealed class CaseSchema
{
    internal CaseSchema(string name, int tag, string typeName)
    {
        Name = name;
        Tag = tag;
        TypeName = typeName;
    }

    /// <summary>Its name, snake_case.</summary>
    public string Name { get; }

    /// <summary>Its tag on the wire.</summary>
    public int Tag { get; }

    /// <summary>The message that it is.</summary>
    public MessageSchema Message { get; internal set; } = null!;

    /// <summary>The message by name; followed once all types of the contract are known.</summary>
    internal string TypeName { get; }

    internal JsonPosition Position { get; init; }
}

/// <summary>A union: its cases, ascending by tag.</summary>
public sealed class UnionSchema : TypeSchema
{
    internal UnionSchema(string name, string documentation, CaseSchema[] cases, bool isOpen)
        : base(name, documentation)
    {
        Cases = cases;
        IsOpen = isOpen;
        var member = new MemberSchema("value", "", new ValueSchema(ValueKind.Union, isOptional: false) { TypeName = name, Union = this }, null);
        Message = new MessageSchema(name, documentation, [member]) { Union = this };
    }

    /// <summary>The cases, ascending by tag.</summary>
    public IReadOnlyList<CaseSchema> Cases { get; }

    /// <summary>Whether a tag that is not declared is read as an unknown case.</summary>
    public bool IsOpen { get; }

    /// <summary>What it is where it stands alone, as a request or a response: a message whose one member refers to the case.</summary>
    public MessageSchema Message { get; }

    internal CaseSchema? Find(int tag) => Cases.FirstOrDefault(item => item.Tag == tag);
}
