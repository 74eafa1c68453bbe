using System.Text;
using Cells.Images.Schemas;

namespace Cells.Cli.Output;

/// <summary>A contract for a reader.</summary>
internal static class ContractText
{
    internal static string Of(ContractSchema contract)
    {
        var text = new StringBuilder();
        Append(text, $"contract {contract.Name}", contract.Documentation);
        HashSet<string> shown = new(StringComparer.Ordinal);
        foreach (MethodSchema method in contract.Methods)
        {
            Append(text, $"  {method.Name}({Request(method, shown)}){Response(method, shown)}{(method.IsIdempotent ? ", idempotent" : "")}{Faults(method)}", method.Documentation);
        }

        foreach (TypeSchema type in contract.Types.Values.Where(type => !shown.Contains(type.Name)))
            AppendType(text.Append('\n'), type);
        return text.ToString();
    }

    private static string Request(MethodSchema method, HashSet<string> shown)
    {
        IEnumerable<string> streams = method.Streams.Select(static stream => stream.Item is { } item ? $"stream of {item.Name} {stream.Name}" : $"tunnel {stream.Name}");
        if (!method.IsRequestSynthesized)
            return string.Join(", ", streams.Prepend(method.Request.Name));
        shown.Add(method.Request.Name);
        return string.Join(", ", method.Request.Members.Select(Of).Concat(streams));
    }

    private static string Response(MethodSchema method, HashSet<string> shown)
    {
        if (method.Response is not { } response)
            return "";
        if (!method.IsResponseSynthesized)
            return $" → {(method.ReturnsStream ? "stream of " : "")}{response.Name}";
        shown.Add(response.Name);
        return $" → {response.Members[0].Type}";
    }

    private static string Faults(MethodSchema method) =>
        method.Faults.Count == 0 ? "" : $" fails with {string.Join(", ", method.Faults.Select(static fault => fault.Name))}";

    private static void AppendType(StringBuilder text, TypeSchema type)
    {
        Append(text, type.Name, type.Documentation);
        if (type is MessageSchema message)
        {
            foreach (MemberSchema member in message.Members)
                Append(text, $"  {Of(member)}", member.Documentation);
        }
        else if (type is EnumSchema item)
        {
            foreach (var value in item.Values)
                Append(text, $"  {value.Key} = {value.Value}", "");
        }
        else if (type is UnionSchema union)
        {
            foreach (CaseSchema part in union.Cases)
                Append(text, $"  {part.Name} = {part.Message.Name}", "");
        }
    }

    private static string Of(MemberSchema member) => $"{member.Type} {member.Name}{(member.Default is { } given ? $" = {given}" : "")}";

    private static void Append(StringBuilder text, string line, string documentation) =>
        text.Append(line).Append(documentation.Length > 0 ? $"  — {documentation}" : "").Append('\n');
}
