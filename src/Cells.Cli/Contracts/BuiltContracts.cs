using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Cells.Images.Schemas;

namespace Cells.Cli.Contracts;

/// <summary>
/// Finds the contracts that a built program serves, without running it: those whose interface a class implements that is not generated.
/// Their schemas are constants in what the generator wrote.
/// </summary>
internal sealed class BuiltContracts
{
    private const string SchemaConstant = "SchemaJson";
    private static readonly string[] Platform = ["Cells.", "System.", "Microsoft."];

    private readonly Dictionary<string, string> _contractsByInterface = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContractSchema> _schemas = new(StringComparer.Ordinal);
    private readonly HashSet<string> _implemented = new(StringComparer.Ordinal);

    /// <summary>The contracts that the program in a directory serves.</summary>
    internal static List<ContractSchema> In(string directory)
    {
        var found = new BuiltContracts();
        foreach (string file in Directory.EnumerateFiles(directory, "*.dll").Order(StringComparer.Ordinal))
        {
            if (!Array.Exists(Platform, prefix => Path.GetFileName(file).StartsWith(prefix, StringComparison.Ordinal)))
                found.Read(file);
        }

        return
        [
            .. found._contractsByInterface
                .Where(contract => found._implemented.Contains(contract.Key) && found._schemas.ContainsKey(contract.Value))
                .Select(contract => found._schemas[contract.Value])
                .OrderBy(static schema => schema.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The contracts that an assembly declares itself, those of snapshots left aside.</summary>
    internal static List<ContractSchema> DeclaredIn(string file)
    {
        var found = new BuiltContracts();
        if (File.Exists(file))
            found.Read(file);
        return [.. found._contractsByInterface.Values.Where(found._schemas.ContainsKey).Select(contract => found._schemas[contract]).OrderBy(static schema => schema.Name, StringComparer.Ordinal)];
    }

    private void Read(string file)
    {
        using var assembly = new PEReader(File.OpenRead(file));
        if (!assembly.HasMetadata)
            return;
        MetadataReader reader = assembly.GetMetadataReader();
        if (!reader.IsAssembly)
            return;
        string name = reader.GetString(reader.GetAssemblyDefinition().Name);
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            bool isGenerated = AttributeText(reader, type, "System.CodeDom.Compiler", "GeneratedCodeAttribute") is not null;
            if (!isGenerated && AttributeText(reader, type, "Cells", "CellContractAttribute") is { } contract)
                _contractsByInterface[$"{name}!{FullName(reader, type.Namespace, type.Name)}"] = $"{name}!{contract}";
            if (reader.GetString(type.Name).EndsWith("Contract", StringComparison.Ordinal) && SchemaIn(reader, type) is { } schema)
                _schemas[$"{name}!{schema.Name}"] = schema;
            if (!isGenerated)
                _implemented.UnionWith(type.GetInterfaceImplementations().Select(item => NameOf(reader, reader.GetInterfaceImplementation(item).Interface, name)));
        }
    }

    private static ContractSchema? SchemaIn(MetadataReader reader, TypeDefinition type)
    {
        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            FieldDefinition field = reader.GetFieldDefinition(handle);
            if (reader.GetString(field.Name) != SchemaConstant || field.GetDefaultValue().IsNil)
                continue;
            Constant constant = reader.GetConstant(field.GetDefaultValue());
            if (constant.TypeCode != ConstantTypeCode.String)
                continue;
            BlobReader text = reader.GetBlobReader(constant.Value);
            return ContractSchema.Parse(text.ReadUTF16(text.Length));
        }

        return null;
    }

    /// <summary>The first argument of an attribute, where the type has it.</summary>
    private static string? AttributeText(MetadataReader reader, TypeDefinition type, string space, string name)
    {
        foreach (CustomAttributeHandle handle in type.GetCustomAttributes())
        {
            CustomAttribute attribute = reader.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference
                || reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is not { Kind: HandleKind.TypeReference } parent)
                continue;
            TypeReference reference = reader.GetTypeReference((TypeReferenceHandle)parent);
            if (!reader.StringComparer.Equals(reference.Name, name) || !reader.StringComparer.Equals(reference.Namespace, space))
                continue;
            BlobReader value = reader.GetBlobReader(attribute.Value);
            value.ReadUInt16();
            return value.ReadSerializedString();
        }

        return null;
    }

    /// <summary>A type with its assembly; empty for what is no plain type.</summary>
    private static string NameOf(MetadataReader reader, EntityHandle handle, string own)
    {
        if (handle.Kind == HandleKind.TypeDefinition)
        {
            TypeDefinition type = reader.GetTypeDefinition((TypeDefinitionHandle)handle);
            return $"{own}!{FullName(reader, type.Namespace, type.Name)}";
        }

        if (handle.Kind != HandleKind.TypeReference)
            return "";
        TypeReference reference = reader.GetTypeReference((TypeReferenceHandle)handle);
        return reference.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? $"{reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).Name)}!{FullName(reader, reference.Namespace, reference.Name)}"
            : "";
    }

    private static string FullName(MetadataReader reader, StringHandle space, StringHandle name) => $"{reader.GetString(space)}.{reader.GetString(name)}";
}
