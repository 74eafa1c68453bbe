using Cells.Images.Schemas.Comparison;
using Cells.Images.Schemas.Json;

namespace Cells.Images.Schemas.Files;

/// <summary>
/// A contract as a caller keeps it that does not have the contract's assembly: <c>NAME.cell.json</c>, from which the generator makes the
/// contract's interface, messages and client.
/// </summary>
public sealed class SnapshotFile
{
    /// <summary>How the names of such files end.</summary>
    public const string Suffix = ".cell.json";

    /// <summary>The format that this version reads and writes.</summary>
    public const int Format = 1;

    private SnapshotFile(string @namespace, ContractSchema contract, ContractSchema? replaced)
    {
        Namespace = @namespace;
        Contract = contract;
        Replaced = replaced;
    }

    /// <summary>The namespace of what is generated from it.</summary>
    public string Namespace { get; }

    internal JsonPosition NamespacePosition { get; private init; }

    /// <summary>The contract.</summary>
    public ContractSchema Contract { get; }

    /// <summary>The contract that callers were written against, while its last change, which does not fit them, is not accepted; else null.</summary>
    public ContractSchema? Replaced { get; }

    /// <summary>Describes a snapshot.</summary>
    /// <param name="namespace">The namespace of what is generated from it.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="replaced">The contract that callers were written against; null where this one fits them.</param>
    public static SnapshotFile Of(string @namespace, ContractSchema contract, ContractSchema? replaced) => new(@namespace, contract, replaced);

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="SchemaException">It is no snapshot, or of a format that this version does not know.</exception>
    public static SnapshotFile Parse(string text)
    {
        JsonNode root = JsonReader.Read(text);
        FileFormat.Check(root, "snapshot", Format);
        root.ExpectOnly("format", "namespace", "contract", "replaced");
        return new SnapshotFile(
            root.GetText("namespace"),
            SchemaParser.Parse(root.Get("contract")),
            root.Find("replaced") is { } replaced ? SchemaParser.Parse(replaced) : null)
        { NamespacePosition = root.Get("namespace").Position };
    }

    /// <summary>
    /// The snapshot after its contract was taken from the cell again. Where callers that were written against it do not fit any more, it keeps
    /// what they were written against.
    /// </summary>
    /// <param name="now">The contract as the cell has it.</param>
    public SnapshotFile Pull(ContractSchema now)
    {
        ContractSchema written = Replaced ?? Contract;
        bool fits = ContractComparison.Compare(written, now).Methods.All(static method => (method.Breaks & Breakage.OldCallers) == 0);
        return new SnapshotFile(Namespace, now, fits ? null : written);
    }

    /// <summary>The snapshot once its callers were written anew: what was replaced is forgotten.</summary>
    public SnapshotFile Accept() => new(Namespace, Contract, null);

    /// <summary>The file's text.</summary>
    public override string ToString()
    {
        var members = new List<JsonMember>
        {
            FileFormat.Member(Format),
            new("namespace", default, new JsonNode(JsonKind.String, default) { Text = Namespace }),
            new("contract", default, Contract.Json),
        };
        if (Replaced is not null)
            members.Add(new JsonMember("replaced", default, Replaced.Json));
        return JsonLines.Write(new JsonNode(JsonKind.Object, default) { Members = members });
    }

}
