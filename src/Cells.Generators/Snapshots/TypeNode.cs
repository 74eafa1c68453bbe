using Cells.Images.Schemas;

namespace Cells.Generators.Snapshots;

/// <summary>A type of a snapshot with the types that stand in it; one that is only named as the place of others has no schema.</summary>
internal sealed class TypeNode(string name)
{
    public string Name { get; } = name;

    public TypeSchema? Schema { get; private set; }

    public List<TypeNode> Inner { get; } = [];

    /// <summary>Places types by their names: <c>Outer.Inner</c> stands in <c>Outer</c>.</summary>
    public static IReadOnlyList<TypeNode> Of(IEnumerable<TypeSchema> types)
    {
        var root = new TypeNode("");
        foreach (TypeSchema type in types)
        {
            TypeNode place = root;
            foreach (string part in type.Name.Split('.'))
                place = place.Get(SnapshotNames.Same(part, type.Position));
            place.Schema = type;
        }

        return root.Inner;
    }

    private TypeNode Get(string name)
    {
        TypeNode? found = Inner.Find(node => node.Name == name);
        if (found is null)
            Inner.Add(found = new TypeNode(name));
        return found;
    }
}
