namespace Cells.Generators.Models;

/// <summary>A type around a nested message.</summary>
internal sealed record ContainerModel(string Keywords, string Name);

/// <summary>A type that has an image: a message or a union.</summary>
internal abstract record TypeModel(string Namespace, string Name, string SchemaName)
{
    /// <summary>The types around it, outermost first.</summary>
    public EquatableArray<ContainerModel> Containers { get; init; } = EquatableArray<ContainerModel>.Empty;

    /// <summary><c>public</c> or <c>internal</c>: what its whole surroundings allow.</summary>
    public string Access { get; init; } = "public";

    /// <summary>What is said of it.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>The type, fully qualified.</summary>
    public string CSharp => Scope + Names.Escape(Name);

    /// <summary>The beginning of the names of types beside it, fully qualified.</summary>
    public string Scope => "global::" + (Namespace.Length == 0 ? "" : Namespace + ".") + string.Concat(Containers.Select(static container => Names.Escape(container.Name) + "."));
}
