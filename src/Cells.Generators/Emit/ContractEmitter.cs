using System.Globalization;
using Cells.Generators.Models;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Generators.Emit;

/// <summary>Writes what belongs to a contract as a whole: its description, its registration, and the messages made of parameters and results.</summary>
internal static class ContractEmitter
{
    public static string Emit(ContractModel contract)
    {
        var code = new CodeWriter();
        code.OpenNamespace(contract.Namespace);
        EmitDescription(code, contract);
        foreach (MessageModel message in contract.Messages.Where(static message => message.IsSynthesized))
        {
            code.Line();
            MessageEmitter.EmitType(code, message);
        }

        return code.ToString();
    }

    private static void EmitDescription(CodeWriter code, ContractModel contract)
    {
        (ulong upper, ulong lower) = SchemaEmitter.Hash(contract);
        string name = Literal(contract.WireName);
        code.Line($"/// <summary>Describes the contract {contract.WireName}.</summary>");
        code.Generated();
        code.Open($"internal static class {contract.BaseName}Contract");
        for (int i = 0; i < contract.Methods.Count; i++)
        {
            MethodModel method = contract.Methods[i];
            code.Line($"internal static readonly global::Cells.Binding.MethodDescriptor {method.WireName}Method = new({name}, {Literal(method.WireName)}, {i.ToString(CultureInfo.InvariantCulture)}{string.Concat(method.Faults.Select(static fault => $", new global::Cells.Binding.FaultDescriptor<{fault.CSharp}>({Literal(fault.SchemaName)})"))}){More(method)};");
        }

        code.Line();
        code.Line("internal static readonly global::Cells.Binding.ContractDescriptor Descriptor = new(");
        code.Line($"    {name},");
        code.Line($"    new global::Cells.Binding.ContractHash(0x{upper:x16}UL, 0x{lower:x16}UL),");
        code.Line($"    SchemaJson{(contract.Methods.Count == 0 ? ");" : ",")}");
        for (int i = 0; i < contract.Methods.Count; i++)
            code.Line($"    {contract.Methods[i].WireName}Method{(i < contract.Methods.Count - 1 ? "," : ");")}");
        code.Line();
        code.Line($"private const string SchemaJson = {Literal(SchemaEmitter.Write(contract, withDocumentation: true))};");
        code.Line();
        code.Line("/// <summary>Lets the contract be found without reflection.</summary>");
        code.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        code.Open("internal static void Register()");
        code.Line($"global::Cells.Binding.ContractRegistry.Register<{contract.CSharp}>(Descriptor, static service => new {Sibling(contract)}Dispatcher(service));");
        code.Close();
        code.Close();
    }

    private static string More(MethodModel method)
    {
        if (!method.HasStreams)
            return method.IsIdempotent ? " { IsIdempotent = true }" : "";
        IEnumerable<string> tunnels = method.Streams
            .Select(static (stream, i) => stream.Kind == ParameterKind.Tunnel ? (i + 1).ToString(CultureInfo.InvariantCulture) : "")
            .Where(static channel => channel.Length > 0);
        string tunnelled = method.HasTunnels ? $", Tunnels = new[] {{ {string.Join(", ", tunnels)} }}" : "";
        return $" {{ StreamArguments = {method.Streams.Count().ToString(CultureInfo.InvariantCulture)}, ReturnsStream = {(method.ReturnsStream ? "true" : "false")}{tunnelled} }}";
    }

    /// <summary>The beginning of the names of the types that are generated beside the contract.</summary>
    public static string Sibling(ContractModel contract) =>
        "global::" + (contract.Namespace.Length == 0 ? "" : contract.Namespace + ".") + contract.BaseName;

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
