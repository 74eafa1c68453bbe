using System.Text.RegularExpressions;
using Cells.Images.Schemas;
using Cells.Images.Schemas.Comparison;

namespace Cells.Image.Tests.Schemas;

/// <summary>Small contracts in two versions, as schemas.</summary>
internal static partial class Versions
{
    /// <summary>A contract with one method, which takes a message of these members and gives one of those.</summary>
    internal static string Contract(string request, string response = "", string types = "") =>
        Methods(
            """{"name":"Place","request":"Order","response":"Receipt"}""",
            $$"""{"name":"Order","members":[{{request}}]},{"name":"Receipt","members":[{{response}}]}{{(types.Length > 0 ? "," + types : "")}}""");

    internal static string Methods(string methods, string types) => Numbered($$"""{"contract":"shop","methods":[{{methods}}],"types":[{{types}}]}""");

    internal static string Member(string name, string type = "\"uint\"", string? @default = null) =>
        $$"""{"name":"{{name}}","tag":#,"type":{{type}}{{(@default is null ? "" : ",\"default\":" + @default)}}}""";

    internal static string Members(params string[] names) => string.Join(",", names.Select(static name => Member(name)));

    internal static ContractComparison Compare(string old, string now) => ContractComparison.Compare(ContractSchema.Parse(old), ContractSchema.Parse(now));

    /// <summary>The one edit between two versions of a request, as it shows there.</summary>
    internal static SchemaDifference InRequest(string old, string now, string oldTypes = "", string? nowTypes = null) =>
        Assert.Single(Compare(Contract(old, "", oldTypes), Contract(now, "", nowTypes ?? oldTypes)).Differences);

    /// <summary>The one edit between two versions of a response, as it shows there.</summary>
    internal static SchemaDifference InResponse(string old, string now, string oldTypes = "", string? nowTypes = null) =>
        Assert.Single(Compare(Contract("", old, oldTypes), Contract("", now, nowTypes ?? oldTypes)).Differences);

    /// <summary>Checks one edit: what it is, and who breaks where it is made in a request and in a response.</summary>
    internal static void Check(EditKind kind, Breakage inRequest, Breakage inResponse, string old, string now, string oldTypes = "", string? nowTypes = null)
    {
        SchemaDifference request = InRequest(old, now, oldTypes, nowTypes);
        SchemaDifference response = InResponse(old, now, oldTypes, nowTypes);
        Assert.Equal((kind, inRequest), (request.Kind, request.Breaks));
        Assert.Equal((kind, inResponse), (response.Kind, response.Breaks));
        Assert.StartsWith("Place.request", request.Path);
        Assert.StartsWith("Place.response", response.Path);
    }

    /// <summary>Gives each member its place as its tag.</summary>
    private static string Numbered(string json)
    {
        int tag = 0;
        return TagOrMembers().Replace(json, match =>
        {
            if (match.Value == "#")
                return $"{tag++}";
            tag = 0;
            return match.Value;
        });
    }

    [GeneratedRegex("#|\"members\"")]
    private static partial Regex TagOrMembers();
}
