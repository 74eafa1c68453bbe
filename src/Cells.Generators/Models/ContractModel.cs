namespace Cells.Generators.Models;

/// <summary>What a method's last parameter is, beyond the message.</summary>
internal enum ContextKind
{
    None,
    Cancellation,
    CallContext,
}

/// <summary>The form in which a message stands in a signature.</summary>
internal enum MessageForm
{
    /// <summary>The record itself.</summary>
    Owned,

    /// <summary>Its view.</summary>
    View,

    /// <summary>An image of it.</summary>
    Image,
}

/// <summary>What a parameter of a contract method is.</summary>
internal enum ParameterKind
{
    /// <summary>Part of the request, or all of it.</summary>
    Request,

    /// <summary>A stream of messages.</summary>
    Stream,

    /// <summary>A pipe both ways.</summary>
    Tunnel,
}

/// <summary>A parameter of a contract method.</summary>
internal sealed record ParameterModel(string Name, string CSharp, string? Default)
{
    public ParameterKind Kind { get; init; }

    /// <summary>The items of a stream, fully qualified.</summary>
    public string Item { get; init; } = "";

    public string ItemSchema { get; init; } = "";

    public string Identifier => Names.Escape(Name);
}

/// <summary>A fault that a method declares.</summary>
internal sealed record FaultModel(string CSharp, string SchemaName);

/// <summary>One method of a contract.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="WireName">Its name on the wire, without <c>Async</c>.</param>
internal sealed record MethodModel(string Name, string WireName)
{
    /// <summary>All of them in the order of their declaration, but for the context.</summary>
    public EquatableArray<ParameterModel> Parameters { get; init; } = EquatableArray<ParameterModel>.Empty;

    /// <summary>Those that make the request, or are it.</summary>
    public IEnumerable<ParameterModel> RequestParameters => Parameters.Where(static parameter => parameter.Kind == ParameterKind.Request);

    /// <summary>Those that are streams or tunnels; their channels are numbered from 1.</summary>
    public IEnumerable<ParameterModel> Streams => Parameters.Where(static parameter => parameter.Kind != ParameterKind.Request);

    public bool HasTunnels => Parameters.Any(static parameter => parameter.Kind == ParameterKind.Tunnel);

    /// <summary>Whether the response is the item of a stream.</summary>
    public bool ReturnsStream { get; init; }

    public bool HasStreams => ReturnsStream || Streams.Any();

    public ContextKind Context { get; init; }

    public string ContextName { get; init; } = "cancellation";

    /// <summary>The request, fully qualified.</summary>
    public string Request { get; init; } = "";

    public string RequestSchema { get; init; } = "";

    public bool IsRequestSynthesized { get; init; }

    public MessageForm RequestForm { get; init; }

    /// <summary>The response, fully qualified; null where there is none.</summary>
    public string? Response { get; init; }

    public string? ResponseSchema { get; init; }

    /// <summary>The C# type of a result that is no message.</summary>
    public string? SynthesizedResult { get; init; }

    public MessageForm ResponseForm { get; init; }

    /// <summary>Whether a call may be made again that may have run.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>The faults that it declares, by their names in the schema.</summary>
    public EquatableArray<FaultModel> Faults { get; init; } = EquatableArray<FaultModel>.Empty;

    /// <summary>Why calls of it are errors; null where they are none.</summary>
    public string? Misfit { get; init; }

    public string Documentation { get; init; } = "";
}

/// <summary>A contract, with every message that it reaches.</summary>
internal sealed record ContractModel(string Namespace, string Name, string WireName, EquatableArray<MethodModel> Methods, EquatableArray<MessageModel> Messages)
{
    /// <summary>Every union that it reaches.</summary>
    public EquatableArray<UnionModel> Unions { get; init; } = EquatableArray<UnionModel>.Empty;

    /// <summary>Methods that the contract has no more, to which each call is an error that says so.</summary>
    public EquatableArray<MethodModel> Removed { get; init; } = EquatableArray<MethodModel>.Empty;

    /// <summary>The messages that only those have.</summary>
    public EquatableArray<MessageModel> RemovedMessages { get; init; } = EquatableArray<MessageModel>.Empty;

    public string Access { get; init; } = "public";

    public string Documentation { get; init; } = "";

    /// <summary>The interface's name without its <c>I</c>.</summary>
    public string BaseName => Name.Length > 1 && Name[0] == 'I' && char.IsUpper(Name[1]) ? Name.Substring(1) : Name;

    public string CSharp => "global::" + (Namespace.Length == 0 ? "" : Namespace + ".") + Name;
}
