using System.Text;
using Cells.Generators.Models;
using Cells.Images.Schemas.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Generators.Snapshots;

/// <summary>Finds C# names of which names on the wire are made.</summary>
internal static class SnapshotNames
{
    /// <summary><c>order_id</c> becomes <c>OrderId</c>, and another name of that kind where this one would not become <c>order_id</c> again.</summary>
    public static string Pascal(string wire, JsonPosition at) => FirstThatFits(wire, at, Joined(wire, ""), Joined(wire, "_"), wire);

    /// <summary><c>order_id</c> becomes <c>orderId</c>.</summary>
    public static string Camel(string wire, JsonPosition at) => FirstThatFits(wire, at, Lower(Joined(wire, "")), Lower(Joined(wire, "_")), wire);

    /// <summary>The name of a type or a method, which is the same in C#.</summary>
    public static string Same(string wire, JsonPosition at) =>
        SyntaxFacts.IsValidIdentifier(wire) ? wire : throw at.Error($"'{wire}' is no name in C#.");

    /// <summary>The base name of a contract: <c>order_gateway</c> becomes <c>OrderGateway</c>.</summary>
    public static string Contract(string wire, JsonPosition at) => Same(Joined(wire, ""), at);

    private static string FirstThatFits(string wire, JsonPosition at, params string[] candidates) =>
        candidates.FirstOrDefault(candidate => SyntaxFacts.IsValidIdentifier(candidate) && Names.Snake(candidate) == wire)
        ?? throw at.Error($"No name in C# becomes '{wire}' on the wire.");

    private static string Joined(string wire, string separator)
    {
        var name = new StringBuilder();
        foreach (string word in wire.Split('_'))
        {
            name.Append(name.Length == 0 ? "" : separator);
            if (word.Length > 0)
                name.Append(char.ToUpperInvariant(word[0])).Append(word, 1, word.Length - 1);
        }

        return name.ToString();
    }

    private static string Lower(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);
}
