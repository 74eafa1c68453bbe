using System.Numerics;
using Cells.Generators.Emit;
using Cells.Generators.Models;
using Cells.Images.Layout;
using Cells.Images.Schemas;

namespace Cells.Generators.Snapshots;

/// <summary>Writes a contract and its types as someone would have declared them in C#.</summary>
internal sealed class SnapshotDeclarations
{
    /// <summary>The name of the interface that holds what the contract has no more, for the parser alone.</summary>
    public const string RemovedInterface = "IRemovedMethods";

    private readonly CodeWriter _code = new();
    private readonly ContractSchema _contract;
    private readonly SnapshotTypes _types;
    private readonly Dictionary<string, (UnionSchema Union, int Tag)> _cases = new(StringComparer.Ordinal);

    private SnapshotDeclarations(string space, ContractSchema contract)
    {
        _contract = contract;
        _types = new SnapshotTypes(space);
        _code.OpenNamespace(space);
    }

    /// <summary>Writes them for the compiler: what does not fit any more says so where it is called.</summary>
    public static string Write(string space, ContractSchema contract, SnapshotMisfits misfits)
    {
        var declarations = new SnapshotDeclarations(space, contract);
        declarations.OpenContract(contract.Name, "I" + SnapshotNames.Contract(contract.Name, contract.Position));
        foreach (MethodSchema method in contract.Methods)
            declarations.WriteMethod(method, misfits.Of(method.Name), ";");
        foreach (MethodSchema method in misfits.Removed)
            declarations.WriteMethod(method, misfits.Of(method.Name), " => throw new global::System.NotSupportedException();");
        declarations._code.Close();
        declarations.WriteTypes(misfits);
        return declarations._code.ToString();
    }

    /// <summary>Writes them for the parser: what the contract has no more stands in an interface of its own.</summary>
    public static string WriteForParser(string space, ContractSchema contract, SnapshotMisfits misfits)
    {
        var declarations = new SnapshotDeclarations(space, contract);
        declarations.WriteInterface(contract.Name, "I" + SnapshotNames.Contract(contract.Name, contract.Position), contract.Methods);
        if (misfits.Removed.Count > 0)
            declarations.WriteInterface(contract.Name, RemovedInterface, misfits.Removed);
        declarations.WriteTypes(misfits);
        return declarations._code.ToString();
    }

    private void WriteTypes(SnapshotMisfits misfits)
    {
        IEnumerable<MethodSchema> methods = _contract.Methods.Concat(misfits.Removed);
        var synthesized = new HashSet<string>(
            methods.Where(static method => method.IsRequestSynthesized).Select(static method => method.Request.Name)
                .Concat(methods.Where(static method => method.IsResponseSynthesized).Select(static method => method.Response!.Name)),
            StringComparer.Ordinal);
        TypeSchema[] types = [.. _contract.Types.Values.Concat(misfits.RemovedTypes).Where(type => !synthesized.Contains(type.Name))];
        foreach (UnionSchema union in types.OfType<UnionSchema>())
        {
            foreach (CaseSchema item in union.Cases)
                _cases[item.Message.Name] = (union, item.Tag);
        }

        foreach (TypeNode type in TypeNode.Of(types))
        {
            _code.Line();
            WriteType(type);
        }
    }

    private void WriteInterface(string contract, string name, IReadOnlyList<MethodSchema> methods)
    {
        OpenContract(contract, name);
        foreach (MethodSchema method in methods)
            WriteMethod(method, misfit: null, ";");
        _code.Close();
    }

    private void OpenContract(string contract, string name)
    {
        _code.Summary(_contract.Documentation, $"The contract {contract}.");
        _code.Line($"[global::Cells.CellContract(\"{contract}\")]");
        _code.Generated();
        _code.Open($"public interface {name}");
    }

    private void WriteMethod(MethodSchema method, string? misfit, string end)
    {
        var names = new List<string>();
        var parameters = new List<string>();
        foreach (StreamSchema stream in method.Streams)
        {
            string name = SnapshotNames.Camel(stream.Name, method.Position);
            names.Add(name);
            string type = stream.Item is { } item ? $"global::System.Collections.Generic.IAsyncEnumerable<{_types.Prefix}{item.Name}>" : "global::System.IO.Pipelines.IDuplexPipe";
            parameters.Add($"{type} {Names.Escape(name)}");
        }

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
        _code.Refused(misfit);
        if (method.IsIdempotent)
            _code.Line("[global::Cells.Idempotent]");
        foreach (MessageSchema fault in method.Faults)
            _code.Line($"[global::Cells.Fault<{_types.Prefix}{fault.Name}>]");
        parameters.Add($"global::System.Threading.CancellationToken {token} = default");
        _code.Line($"{Result(method)} {SnapshotNames.Same(method.Name + "Async", method.Position)}({string.Join(", ", parameters)}){end}");
    }

    private string Result(MethodSchema method)
    {
        const string Task = "global::System.Threading.Tasks.ValueTask";
        if (method.Response is not { } response)
            return Task;
        if (method.ReturnsStream)
            return $"global::System.Collections.Generic.IAsyncEnumerable<{_types.Prefix}{response.Name}>";
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
            case UnionSchema union:
                WriteUnion(type, union);
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
        if (item.IsOpen)
            _code.Line("[global::Cells.CellEnum(Open = true)]");
        _code.Open($"public enum {Names.Escape(name)} : {WireNames.Of(item.Underlying)}");
        foreach (KeyValuePair<string, BigInteger> value in item.Values)
        {
            _code.Line($"/// <summary>The value {CodeWriter.Xml(value.Key)}.</summary>");
            _code.Line($"{Names.Escape(SnapshotNames.Pascal(value.Key, item.Position))} = {value.Value},");
        }

        _code.Close();
    }

    private void WriteUnion(TypeNode type, UnionSchema union)
    {
        _code.Summary(union.Documentation, $"{type.Name} of the contract {_contract.Name}.");
        _code.Line($"[global::Cells.CellMessage{(union.IsOpen ? "(Open = true)" : "")}]");
        _code.Open($"public abstract partial record {Names.Escape(type.Name)}");
        if (union.IsOpen)
        {
            _code.Line("/// <summary>A case that this snapshot does not know.</summary>");
            _code.Line("/// <param name=\"Tag\">Its tag.</param>");
            _code.Line($"public sealed record Unknown(uint Tag) : {_types.Prefix}{union.Name};");
        }

        WriteInner(type);
        _code.Close();
    }

    /// <summary>
    /// Only parameters of the constructor have defaults, and those with follow those without: what comes behind the last default is a property.
    /// </summary>
    private void WriteMessage(TypeNode type, MessageSchema message)
    {
        int positional = message.Members.Count;
        while (!message.IsFixed && positional > 0 && message.Members[positional - 1].Default is null)
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

        _code.Line(message.IsFixed ? "[global::Cells.CellMessage(Layout = global::Cells.MessageLayout.Fixed)]" : "[global::Cells.CellMessage]");
        string origin = "";
        if (_cases.TryGetValue(message.Name, out (UnionSchema Union, int Tag) part))
        {
            _code.Line($"[global::Cells.CellCase({part.Tag})]");
            origin = $" : {_types.Prefix}{part.Union.Name}";
        }

        string keywords = message.IsFixed ? "readonly partial record struct" : "sealed partial record";
        _code.Open($"public {keywords} {Names.Escape(type.Name)}{(parameters.Count == 0 ? "" : $"({string.Join(", ", parameters)})")}{origin}");
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
