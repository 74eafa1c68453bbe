using System.Text;
using Cells.Images.Schemas.Comparison;

namespace Cells.Cli.Output;

/// <summary>How a contract differs from what it was, for a reader and for programs.</summary>
internal static class ContractDifferences
{
    internal static string Name(EditClass edit) => edit switch
    {
        EditClass.Identical => "identical",
        EditClass.Compatible => "compatible",
        EditClass.OneWay => "one-way",
        _ => "breaking",
    };

    internal static string ToText(string contract, string state, ContractComparison? comparison)
    {
        var text = new StringBuilder().Append(contract).Append(": ").Append(state).Append('\n');
        if (comparison is { Edits.Count: > 0 })
        {
            var table = new TextTable("WHERE", "CHANGE", "IS", "BREAKS", "MEANS");
            foreach (SchemaDifference difference in comparison.Differences)
                table.Add(difference.Path, difference.Change, Name(difference.Class), difference.WhoBreaks.Length == 0 ? "-" : difference.WhoBreaks, difference.Meaning);
            text.Append(table);
        }

        return text.ToString();
    }

    internal static string ToJson(string contract, string lockFile, string state, ContractComparison? comparison) => JsonText.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("contract", contract);
        writer.WriteString("lock_file", lockFile);
        writer.WriteString("class", state);
        writer.WriteStartArray("differences");
        foreach (SchemaDifference difference in comparison?.Differences ?? [])
        {
            writer.WriteStartObject();
            writer.WriteString("path", difference.Path);
            writer.WriteString("method", difference.Method);
            writer.WriteString("old", difference.Old);
            writer.WriteString("new", difference.New);
            writer.WriteString("class", Name(difference.Class));
            writer.WriteString("breaks", difference.WhoBreaks);
            writer.WriteString("meaning", difference.Meaning);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
