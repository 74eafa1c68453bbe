using System.Text.RegularExpressions;
using Cells.Generators.Diagnostics;
using Cells.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Parsing;

/// <summary>Turns an interface marked <c>[CellContract]</c> into a model, with every message that it reaches.</summary>
internal sealed class ContractParser
{
    private static readonly Regex WireNames = new("^[a-z][a-z0-9_]{0,62}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly Findings _findings = new();
    private readonly TypeParser _types;
    private readonly List<MessageModel> _synthesized = [];
    private string _baseName = "";
    private INamedTypeSymbol _contract = null!;

    private ContractParser(Compilation compilation, CancellationToken cancellation)
    {
        _compilation = compilation;
        _cancellation = cancellation;
        _types = new TypeParser(_findings);
    }

    public static Result<ContractModel> Parse(INamedTypeSymbol type, string wireName, Compilation compilation, CancellationToken cancellation)
    {
        var parser = new ContractParser(compilation, cancellation);
        ContractModel? model = parser.Parse(type, wireName);
        return new Result<ContractModel>(parser._findings.Count == 0 ? model : null, parser._findings.ToArray());
    }

    private ContractModel? Parse(INamedTypeSymbol type, string wireName)
    {
        _contract = type;
        CheckShape(type, wireName);
        if (_findings.Count > 0)
            return null;

        var contract = new ContractModel(MessageParser.Space(type), type.Name, wireName, EquatableArray<MethodModel>.Empty, EquatableArray<MessageModel>.Empty)
        {
            Access = MessageParser.Access(type),
            Documentation = Documentation.Summary(type, _cancellation),
        };
        _baseName = contract.BaseName;
        var methods = new List<MethodModel>();
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (ParseMethod(method) is not { } parsed)
                continue;
            if (methods.FirstOrDefault(other => other.WireName == parsed.WireName) is { } taken)
                _findings.Add(Descriptors.MethodNames, method, method.Name, taken.WireName);
            methods.Add(parsed);
        }

        if (ReachMessages() is not ({ } messages, { } unions))
            return null;
        contract = contract with
        {
            Methods = new EquatableArray<MethodModel>(methods),
            Messages = new EquatableArray<MessageModel>(messages),
            Unions = new EquatableArray<UnionModel>(unions),
        };
        CheckTypeNames(contract);
        return contract;
    }

    private void CheckShape(INamedTypeSymbol type, string wireName)
    {
        if (!WireNames.IsMatch(wireName))
            _findings.Add(Descriptors.ContractName, type, wireName);
        if (type.IsGenericType)
            Refuse(type, type.Name, "it has type parameters", "declare an interface for each type that is needed");
        if (type.ContainingType is not null)
            Refuse(type, type.Name, "it stands inside another type", "move it into a namespace");
        if (type.Interfaces.Length > 0)
            Refuse(type, type.Name, $"it derives from '{type.Interfaces[0].Name}'", "declare all of its methods in it");
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false, IsGenericMethod: false })
                continue;
            if (member is IMethodSymbol { MethodKind: not MethodKind.Ordinary })
                continue;
            Refuse(member, type.Name, $"'{member.Name}' is not a plain method", "a contract has only instance methods without type parameters");
        }
    }

    private void Refuse(ISymbol at, string name, string reason, string remedy) => _findings.Add(Descriptors.ContractShape, at, name, reason, remedy);

    private MethodModel? ParseMethod(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary)
            return null;

        string wireName = method.Name.Length > 5 && method.Name.EndsWith("Async", StringComparison.Ordinal)
            ? method.Name.Substring(0, method.Name.Length - 5)
            : method.Name;
        var model = new MethodModel(method.Name, wireName) { Documentation = Documentation.Summary(method, _cancellation) };
        int before = _findings.Count;
        if (wireName is "Contract" or "Create" or "With" or "Rent" or "Dispose")
            _findings.Add(Descriptors.ReservedName, method, method.Name, wireName);
        model = ParseResult(method, model);
        model = ParseParameters(method, model);
        model = model with { Faults = ParseFaults(method), IsIdempotent = ParseIdempotent(method, model) };
        return _findings.Count == before ? model : null;
    }

    private bool ParseIdempotent(IMethodSymbol method, MethodModel model)
    {
        bool isIdempotent = method.GetAttributes().Any(static attribute => attribute.AttributeClass is { } type && KnownTypes.FullName(type) == KnownTypes.IdempotentAttribute);
        if (isIdempotent && model.HasStreams)
            _findings.Add(Descriptors.Idempotent, method, method.Name);
        return isIdempotent;
    }

    private EquatableArray<FaultModel> ParseFaults(IMethodSymbol method)
    {
        var faults = new SortedDictionary<string, FaultModel>(StringComparer.Ordinal);
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is not { TypeArguments.Length: 1 } type || KnownTypes.FullName(type) != KnownTypes.FaultAttribute)
                continue;
            ITypeSymbol fault = type.TypeArguments[0];
            if (!KnownTypes.IsMessage(fault) || FixedParser.IsFixed(fault))
                RefuseFault(method, fault, FixedParser.IsFixed(fault) ? "has a fixed layout" : "is no message", "declare it as a partial record and mark it [CellMessage]");
            else if (_types.Parse(fault.WithNullableAnnotation(NullableAnnotation.None), method) is not { Kind: WireKind.Message or WireKind.Union } wire)
                continue;
            else if (faults.ContainsKey(wire.SchemaName))
                RefuseFault(method, fault, "it declares already", "declare each fault once");
            else
                faults.Add(wire.SchemaName, new FaultModel(wire.CSharp, wire.SchemaName));
        }

        return new EquatableArray<FaultModel>(faults.Values);
    }

    private void RefuseFault(IMethodSymbol method, ITypeSymbol fault, string reason, string remedy) =>
        _findings.Add(Descriptors.Fault, method, method.Name, fault.Name, reason, remedy);

    private MethodModel ParseResult(IMethodSymbol method, MethodModel model)
    {
        if (KnownTypes.StreamItem(method.ReturnType) is { } streamed)
        {
            return ParseItem(streamed, method, method.Name) is { } item
                ? model with { Response = item.CSharp, ResponseSchema = item.SchemaName, ReturnsStream = true }
                : model;
        }

        if (method.ReturnType is not INamedTypeSymbol { Name: "ValueTask" } task || method.ReturnsByRef || method.ReturnsByRefReadonly
            || task.ContainingNamespace.ToDisplayString() != "System.Threading.Tasks")
        {
            _findings.Add(Descriptors.ReturnType, method, method.Name, method.ReturnType.ToDisplayString());
            return model;
        }

        if (!task.IsGenericType)
            return model;

        ITypeSymbol result = task.TypeArguments[0];
        if (ViewOf(result) is not null)
        {
            _findings.Add(Descriptors.ReturnType, method, method.Name, method.ReturnType.ToDisplayString());
            return model;
        }

        if (ImageOf(result) is { } message)
            return WithResponse(model, message, method) with { ResponseForm = MessageForm.Image };

        if (_types.Parse(result, method) is not { } wire)
            return model;
        if (wire is { Kind: WireKind.Message or WireKind.Union, IsNullable: false })
            return model with { Response = wire.CSharp, ResponseSchema = wire.SchemaName };

        MessageModel response = Synthesize(model.WireName + "Response", [new MemberModel("Value", "value", wire, true, null, "")]);
        return model with { Response = response.CSharp, ResponseSchema = response.SchemaName, SynthesizedResult = wire.Declared };
    }

    private MethodModel WithResponse(MethodModel model, INamedTypeSymbol message, IMethodSymbol method) =>
        _types.Parse(message.WithNullableAnnotation(NullableAnnotation.None), method) is { Kind: WireKind.Message or WireKind.Union } wire
            ? model with { Response = wire.CSharp, ResponseSchema = wire.SchemaName }
            : model;

    private MethodModel ParseParameters(IMethodSymbol method, MethodModel model)
    {
        var parameters = new List<IParameterSymbol>(method.Parameters);
        foreach (IParameterSymbol parameter in parameters.Where(static parameter => parameter.RefKind != RefKind.None))
            _findings.Add(Descriptors.Parameter, parameter, parameter.Name, "is passed by reference", "pass it by value");

        if (parameters.Count > 0 && ContextOf(parameters[parameters.Count - 1].Type) is var context and not ContextKind.None)
        {
            model = model with { Context = context, ContextName = parameters[parameters.Count - 1].Name };
            parameters.RemoveAt(parameters.Count - 1);
        }

        foreach (IParameterSymbol parameter in parameters.Where(static parameter => ContextOf(parameter.Type) != ContextKind.None))
            _findings.Add(Descriptors.Parameter, parameter, parameter.Name, "is not the last one", "make it the last parameter, and the only one of its kind");
        parameters.RemoveAll(static parameter => ContextOf(parameter.Type) != ContextKind.None);

        IParameterSymbol[] streams = [.. parameters.Where(IsStream)];
        parameters.RemoveAll(IsStream);
        model = parameters.Count == 1 && ParseWhole(parameters[0], method, model) is { } whole ? whole : ParseParts(parameters, model);
        model = WithStreams(model, method, streams);
        if (model.HasStreams && (model.RequestForm, model.ResponseForm) != (MessageForm.Owned, MessageForm.Owned))
            _findings.Add(Descriptors.Stream, method, method.Name, "has a view or an image beside a stream", "take and return records there");
        return model;
    }

    private static bool IsStream(IParameterSymbol parameter) =>
        KnownTypes.StreamItem(parameter.Type) is not null || KnownTypes.FullName(parameter.Type) == KnownTypes.Tunnel;

    /// <summary>Puts the streams among the parameters, in the order of their declaration.</summary>
    private MethodModel WithStreams(MethodModel model, IMethodSymbol method, IParameterSymbol[] streams)
    {
        var all = model.Parameters.ToList();
        foreach (IParameterSymbol stream in streams)
        {
            ParameterModel parsed;
            if (KnownTypes.StreamItem(stream.Type) is not { } streamed)
                parsed = new ParameterModel(stream.Name, "global::" + KnownTypes.Tunnel, null) { Kind = ParameterKind.Tunnel };
            else if (ParseItem(streamed, stream, stream.Name) is { } item)
                parsed = new ParameterModel(stream.Name, $"global::System.Collections.Generic.IAsyncEnumerable<{item.CSharp}>", null) { Kind = ParameterKind.Stream, Item = item.CSharp, ItemSchema = item.SchemaName };
            else
                continue;
            int before = all.Count(parameter => method.Parameters.First(other => other.Name == parameter.Name).Ordinal < stream.Ordinal);
            all.Insert(before, parsed);
        }

        return model with { Parameters = new EquatableArray<ParameterModel>(all) };
    }

    private WireType? ParseItem(ITypeSymbol item, ISymbol at, string name)
    {
        if (KnownTypes.IsMessage(item) && !FixedParser.IsFixed(item) && item.NullableAnnotation != NullableAnnotation.Annotated)
            return _types.Parse(item.WithNullableAnnotation(NullableAnnotation.None), at);
        _findings.Add(Descriptors.Stream, at, name, $"is a stream of '{item.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "let its items be messages: records marked [CellMessage], which are never null and have the ordinary layout");
        return null;
    }

    /// <summary>The one parameter is the request itself.</summary>
    private MethodModel? ParseWhole(IParameterSymbol parameter, IMethodSymbol method, MethodModel model)
    {
        (INamedTypeSymbol? message, MessageForm form) = ViewOf(parameter.Type) is { } viewed ? (viewed, MessageForm.View)
            : ImageOf(parameter.Type) is { } imaged ? (imaged, MessageForm.Image)
            : KnownTypes.IsMessage(parameter.Type) && !FixedParser.IsFixed(parameter.Type) && parameter.Type.NullableAnnotation != NullableAnnotation.Annotated ? ((INamedTypeSymbol)parameter.Type, MessageForm.Owned)
            : (null, MessageForm.Owned);
        if (message is null)
            return null;
        if (_types.Parse(message.WithNullableAnnotation(NullableAnnotation.None), method) is not { } wire)
            return model;

        return model with
        {
            Parameters = new EquatableArray<ParameterModel>([new ParameterModel(parameter.Name, wire.CSharp, null)]),
            Request = wire.CSharp,
            RequestSchema = wire.SchemaName,
            RequestForm = form,
        };
    }

    /// <summary>The parameters become members of a request.</summary>
    private MethodModel ParseParts(List<IParameterSymbol> parameters, MethodModel model)
    {
        var members = new List<MemberModel>();
        var models = new List<ParameterModel>();
        foreach (IParameterSymbol parameter in parameters)
        {
            if (ViewOf(parameter.Type) is not null || ImageOf(parameter.Type) is not null)
            {
                _findings.Add(Descriptors.Parameter, parameter, parameter.Name, "is a view or an image beside others", "make it the only parameter, or take the record");
                continue;
            }

            if (_types.Parse(parameter.Type, parameter) is not { } wire)
                continue;
            string name = char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1);
            DefaultValue? given = DefaultParser.Parse(parameter, wire);
            members.Add(new MemberModel(name, Names.Snake(parameter.Name), wire, true, given, ""));
            models.Add(new ParameterModel(parameter.Name, wire.Declared, given?.CSharp));
        }

        foreach (IGrouping<string, MemberModel> same in members.GroupBy(static member => member.WireName, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            _findings.Add(Descriptors.NameTaken, parameters[0], same.First().Name, same.Last().Name, same.Key);

        MessageModel request = Synthesize(model.WireName + "Request", members);
        return model with
        {
            Parameters = new EquatableArray<ParameterModel>(models),
            Request = request.CSharp,
            RequestSchema = request.SchemaName,
            IsRequestSynthesized = true,
        };
    }

    private MessageModel Synthesize(string name, IReadOnlyList<MemberModel> members)
    {
        var message = new MessageModel(MessageParser.Space(_contract), name, name, true, new EquatableArray<MemberModel>(members))
        {
            Containers = new EquatableArray<ContainerModel>([new ContainerModel("internal static partial class", _baseName + "Messages")]),
            Access = "internal",
            IsSynthesized = true,
        };
        _synthesized.Add(message);
        return message;
    }

    /// <summary>Every message and union that the contract reaches; null where one of them is wrong, which is reported where it stands.</summary>
    private (List<MessageModel>? Messages, List<UnionModel>? Unions) ReachMessages()
    {
        var messages = new List<MessageModel>();
        var unions = new List<UnionModel>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var unreported = new Findings();
        var parser = new MessageParser(_compilation, unreported, _cancellation);
        var waiting = new Queue<INamedTypeSymbol>(_types.Messages);
        while (waiting.Count > 0)
        {
            INamedTypeSymbol next = waiting.Dequeue();
            if (!seen.Add(next.OriginalDefinition))
                continue;
            if (KnownTypes.IsUnion(next))
            {
                if (parser.ParseUnion(next) is not { } union)
                    return default;
                unions.Add(union);
                foreach (INamedTypeSymbol item in UnionParser.CasesOf(next))
                    waiting.Enqueue(item);
                continue;
            }

            if (parser.Parse(next) is not { } model)
                return default;

            messages.Add(model);
            foreach (INamedTypeSymbol named in parser.Types.Messages)
                waiting.Enqueue(named);
            parser.Types.Messages.Clear();
        }

        EquatableArray<EnumModel> enums = EnumParser.Parse(_types.Enums, _cancellation);
        messages.AddRange(_synthesized.Select(message => message with { Enums = enums }));
        return (messages, unions);
    }

    private void CheckTypeNames(ContractModel contract)
    {
        IEnumerable<(string Schema, string CSharp)> names = contract.Messages.Select(static message => (message.SchemaName, message.CSharp))
            .Concat(contract.Unions.Select(static union => (union.SchemaName, union.CSharp)))
            .Concat(contract.Messages.SelectMany(static message => message.Enums).Select(static item => (item.SchemaName, item.CSharp)))
            .Distinct();
        foreach (IGrouping<string, (string Schema, string CSharp)> same in names.GroupBy(static name => name.Schema, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            _findings.Add(Descriptors.TypeNames, _contract, same.First().CSharp.Substring(8), same.Last().CSharp.Substring(8), same.Key, _contract.Name);
    }

    private static ContextKind ContextOf(ITypeSymbol type) => KnownTypes.FullName(type) switch
    {
        "System.Threading.CancellationToken" => ContextKind.Cancellation,
        "Cells.CallContext" => ContextKind.CallContext,
        _ => ContextKind.None,
    };

    /// <summary>The message whose view this is. Where the message is declared in this compilation its view does not exist yet, and is known by its name.</summary>
    private static INamedTypeSymbol? ViewOf(ITypeSymbol type) =>
        type is { Name: "View", ContainingType: { } message } && KnownTypes.IsMessage(message) ? message : null;

    private static INamedTypeSymbol? ImageOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Image", TypeArguments.Length: 1 } image && KnownTypes.FullName(image) == "Cells.Image`1"
            && image.TypeArguments[0] is INamedTypeSymbol message && KnownTypes.IsMessage(message)
            ? message
            : null;
}
