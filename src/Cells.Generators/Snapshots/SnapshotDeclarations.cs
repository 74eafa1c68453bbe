using System.Numerics;
using Cells.Generators.Emit;
using Cells.Generators.Models;
using Cells.Images.Layout;
using Cells.Images.Schemas;

namespace Cells.Generators.Snapshots;

/// <summary>Writes a contract and its types as someone would have declared them in C#.</summary>
internal sealed class SnapshotDeclarations
{
    private readonly CodeWriter _code = new();
    private readonly ContractSchema _contract;
    private readonly SnapshotTypes _types;

    private SnapshotDeclarations(string space, ContractSchema contract)
    {
        _contract = contract;
        _types = new SnapshotTypes(space);
        _code.OpenNamespace(space);
    }

    public static string Write(string space, ContractSchema contract)
    {
        var declarations = new SnapshotDeclarations(space, contract);
        declarations.WriteContract();
        IEnumerable<string> synthesized = contract.Methods.Where(static method => method.IsRequestSynthesized).Select(static method => method.Request.Name)
            .Concat(contract.Methods.Where(static method => method.IsResponseSynthesized).Select(static method => method.Response!.Name));
        foreach (TypeNode type in TypeNode.Of(contract.Types.Values.Where(type => !synthesized.Contains(type.Name))))
        {
            declarations._code.Line();
            declarations.WriteType(type);
        }

        return declarations._code.ToString();
    }

    private void WriteContract()
    {
        _code.Summary(_contract.Documentation, $"The contract {_contract.Name}.");
        _code.Line($"[global::Cells.CellContract(\"{_contract.Name}\")]");
        _code.Open($"public interface I{SnapshotNames.Contract(_contract.Name, _contract.Position)}");
        foreach (MethodSchema method in _contract.Methods)
            WriteMethod(method);
        _code.Close();
    }

    private void WriteMethod(MethodSchema method)
    {
        var names = new List<string>();
        var parameters = new List<string>();
        if (!method.IsRequestSynthesized)
        {
            names.Add("request");
            parameters.Add($"{_types.Prefix}{method.Request.Name} request");
        }
        else
        {
            foreach (MemberSchema member in method.Request.Members)
            {
                string name = SnapshotNames.Camel(member.Name, member.Position);
                names.Add(name);
                parameters.Add(Parameter(member, name));
            }
        }

        string token = names.Contains("cancellation") ? "callCancellation" : "cancellation";
        _code.Line();
        _code.Summary(method.Documentation, $"Calls {method.Name}.");
        foreach (string name in names)
            _code.Line($"/// <param name=\"{name}\">{(method.IsRequestSynthesized ? $"The argument {name}." : "The request.")}</param>");
        _code.Line($"/// <param name=\"{token}\">Gives the call up.</param>");
        _code.Line("/// <returns>The outcome.</returns>");
        parameters.Add($"global::System.Threading.CancellationToken {token} = default");
        _code.Line($"{Result(method)} {SnapshotNames.Same(method.Name + "Async", method.Position)}({string.Join(", ", parameters)});");
    }

    private string Result(MethodSchema method)
    {
        const string Task = "global::System.Threading.Tasks.ValueTask";
        if (method.Response is not { } response)
            return Task;
        return $"{Task}<{(method.IsResponseSynthesized ? _types.CSharp(response.Members[0].Type) : _types.Prefix + response.Name)}>";
    }

    private void WriteType(TypeNode type)
    {
        switch (type.Schema)
        {
            case EnumSchema item:
                WriteEnum(type.Name, item);
                return;
            case MessageSchema message:
                WriteMessage(type, message);
                return;
            default:
                _code.Line($"/// <summary>Holds types of the contract {_contract.Name}.</summary>");
                _code.Open($"public static partial class {Names.Escape(type.Name)}");
                break;
        }

        WriteInner(type);
        _code.Close();
    }

    private void WriteInner(TypeNode type)
    {
        foreach (TypeNode inner in type.Inner)
        {
            _code.Line();
            WriteType(inner);
        }
    }

    private void WriteEnum(string name, EnumSchema item)
    {
        _code.Summary(item.Documentation, $"{name} of the contract {_contract.Name}.");
        if (item.IsFlags)
            _code.Line("[global::System.Flags]");
        _code.Open($"public enum {Names.Escape(name)} : {WireNames.Of(item.Underlying)}");
        foreach (KeyValuePair<string, BigInteger> value in item.Values)
        {
            _code.Line($"/// <summary>The value {CodeWriter.Xml(value.Key)}.</summary>");
            _code.Line($"{Names.Escape(SnapshotNames.Pascal(value.Key, item.Position))} = {value.Value},");
        }

        _code.Close();
    }

    /// <summary>
    /// Only parameters of the constructor have defaults, and those with follow those without: what comes behind the last default is a property.
    /// </summary>
    private void WriteMessage(TypeNode type, MessageSchema message)
    {
        int positional = message.Members.Count;
        while (positional > 0 && message.Members[positional - 1].Default is null)
            positional--;
        if (positional == 0)
            positional = message.Members.Count;

        _code.Summary(message.Documentation, $"{type.Name} of the contract {_contract.Name}.");
        var parameters = new List<string>();
        foreach (MemberSchema member in message.Members.Take(positional))
        {
            string name = SnapshotNames.Pascal(member.Name, member.Position);
            _code.Line($"/// <param name=\"{name}\">{Said(member)}</param>");
            parameters.Add(Parameter(member, name));
        }

        _code.Line("[global::Cells.CellMessage]");
        _code.Open($"public sealed partial record {Names.Escape(type.Name)}{(parameters.Count == 0 ? "" : $"({string.Join(", ", parameters)})")}");
        foreach (MemberSchema member in message.Members.Skip(positional))
        {
            _code.Line($"/// <summary>{Said(member)}</summary>");
            string required = member.Type.IsOptional ? "" : "required ";
            _code.Line($"public {required}{_types.CSharp(member.Type)} {Names.Escape(SnapshotNames.Pascal(member.Name, member.Position))} {{ get; init; }}");
        }

        WriteInner(type);
        _code.Close();
    }

    private string Parameter(MemberSchema member, string name) =>
        $"{_types.CSharp(member.Type)} {Names.Escape(name)}{(SnapshotDefaults.CSharp(member, _types) is { } given ? " = " + given : "")}";

    private static string Said(MemberSchema member) => member.Documentation.Length > 0
        ? CodeWriter.Xml(string.Join(" ", member.Documentation.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        : $"The member {CodeWriter.Xml(member.Name)}.";
}
