using Cells.Images.Schemas.Json;

namespace Cells.Images.Schemas.Files;

/// <summary>
/// What a project's contracts were when they were last accepted: <c>contract.lock</c> beside the project file. The compiler compares them
/// with what they are now.
/// </summary>
public sealed class LockFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "contract.lock";

    /// <summary>The format that this version reads and writes.</summary>
    public const int Format = 1;

    private LockFile(IReadOnlyList<ContractSchema> contracts) => Contracts = contracts;

    /// <summary>The contracts, by name.</summary>
    public IReadOnlyList<ContractSchema> Contracts { get; }

    /// <summary>Describes a lock.</summary>
    /// <param name="contracts">The contracts; no two have one name.</param>
    public static LockFile Of(IEnumerable<ContractSchema> contracts) => new([.. contracts.OrderBy(static contract => contract.Name, StringComparer.Ordinal)]);

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="SchemaException">It is no lock, or of a format that this version does not know.</exception>
    public static LockFile Parse(string text)
    {
        JsonNode root = JsonReader.Read(text);
        FileFormat.Check(root, "lock", Format);
        root.ExpectOnly("format", "contracts");
        var contracts = new List<ContractSchema>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonNode item in root.GetItems("contracts"))
        {
            ContractSchema contract = SchemaParser.Parse(item);
            if (!names.Add(contract.Name))
                throw item.Position.Error($"The lock has two contracts called {contract.Name}.");
            contracts.Add(contract);
        }

        return new LockFile(contracts);
    }

    /// <summary>A contract by its name; null where the lock has none.</summary>
    public ContractSchema? Find(string name) => Contracts.FirstOrDefault(contract => contract.Name == name);

    /// <summary>The lock with a contract as it is now, in place of what it was.</summary>
    /// <param name="contract">The contract.</param>
    public LockFile With(ContractSchema contract) => Of(Contracts.Where(other => other.Name != contract.Name).Append(contract));

    /// <summary>The file's text; documentation is left out.</summary>
    public override string ToString() => JsonLines.Write(new JsonNode(JsonKind.Object, default)
    {
        Members =
        [
            FileFormat.Member(Format),
            new JsonMember("contracts", default, new JsonNode(JsonKind.Array, default) { Items = [.. Contracts.Select(static contract => contract.Json.Without("doc"))] }),
        ],
    });
}
