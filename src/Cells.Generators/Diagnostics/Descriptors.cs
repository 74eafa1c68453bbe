using Microsoft.CodeAnalysis;

namespace Cells.Generators.Diagnostics;

/// <summary>Every diagnostic of the generator. A page of the same name in <c>docs/diagnostics</c> explains each.</summary>
public static class Descriptors
{
    internal static readonly DiagnosticDescriptor NotPartial = Error(
        "CELL0001",
        "A message must be partial",
        "'{0}' cannot become a message because it, or a type around it, is not partial; add 'partial'");

    internal static readonly DiagnosticDescriptor NotARecord = Error(
        "CELL0002",
        "A message must be a record",
        "'{0}' cannot become a message because it is not a record; declare it as 'partial record' or 'partial record struct'");

    internal static readonly DiagnosticDescriptor Generic = Error(
        "CELL0003",
        "A message cannot be generic",
        "'{0}' cannot become a message because it, or a type around it, has type parameters; declare a record for each type that is needed");

    internal static readonly DiagnosticDescriptor Inherits = Error(
        "CELL0004",
        "A message cannot inherit",
        "'{0}' cannot become a message because it derives from '{1}', which is no union; make it a record of its own that holds what it shares as a member");

    internal static readonly DiagnosticDescriptor UnsupportedType = Error(
        "CELL0005",
        "This type cannot be in a message",
        "'{0}' has the type '{1}', which cannot be in a message: {2}");

    internal static readonly DiagnosticDescriptor NullableMessageElement = Error(
        "CELL0006",
        "A list's messages cannot be null",
        "'{0}' is a list whose messages may be null, which has no image; make the elements non-nullable, or wrap each in a record with a nullable member");

    internal static readonly DiagnosticDescriptor NameTaken = Error(
        "CELL0007",
        "Two members have one name on the wire",
        "'{0}' and '{1}' are both '{2}' on the wire; rename one of them");

    internal static readonly DiagnosticDescriptor ReservedName = Error(
        "CELL0008",
        "The name is taken by generated code",
        "'{0}' cannot be called '{1}' because generated code has that name already; rename it");

    internal static readonly DiagnosticDescriptor PublicField = Error(
        "CELL0009",
        "A message cannot have public fields",
        "'{0}' is a field; make it a property with 'get' and 'init'");

    internal static readonly DiagnosticDescriptor NoConstructor = Error(
        "CELL0010",
        "A message needs a constructor that can be called",
        "'{0}' has neither a primary constructor nor one without parameters, so that no value can be made of an image; add one of them");

    internal static readonly DiagnosticDescriptor InitializerDefault = Error(
        "CELL0011",
        "An initializer is not a default on the wire",
        "'{0}' begins as {1}, but older peers that do not send it would make it {2}; make it a parameter of the primary constructor with that default, or drop the initializer");

    internal static readonly DiagnosticDescriptor ContractName = Error(
        "CELL0012",
        "A contract's name is snake_case",
        "'{0}' cannot be a contract's name; use 1 to 63 of a-z, 0-9 and _, a letter first");

    internal static readonly DiagnosticDescriptor ContractShape = Error(
        "CELL0013",
        "A contract is a plain interface",
        "'{0}' cannot be a contract because {1}; {2}");

    internal static readonly DiagnosticDescriptor ReturnType = Error(
        "CELL0014",
        "A contract's method returns a ValueTask",
        "'{0}' returns '{1}'; let it return ValueTask, ValueTask<T>, ValueTask<Image<T>> or IAsyncEnumerable<T>");

    internal static readonly DiagnosticDescriptor MethodNames = Error(
        "CELL0015",
        "Two methods have one name on the wire",
        "'{0}' is on the wire already as '{1}': overloads, and 'Foo' beside 'FooAsync', cannot be told apart; rename one of them");

    internal static readonly DiagnosticDescriptor Parameter = Error(
        "CELL0016",
        "This parameter cannot be in a contract",
        "The parameter '{0}' {1}; {2}");

    internal static readonly DiagnosticDescriptor TypeNames = Error(
        "CELL0017",
        "Two types of a contract have one name",
        "'{0}' and '{1}' are both '{2}' in the schema of '{3}'; rename one of them");

    internal static readonly DiagnosticDescriptor NotAMessage = Error(
        "CELL0018",
        "The type is not marked as a message",
        "'{0}' has the type '{1}', which is not a message; mark it [CellMessage]");

    internal static readonly DiagnosticDescriptor NotVisible = Error(
        "CELL0019",
        "A message must be visible in its assembly",
        "'{0}' cannot become a message because it, or a type around it, is private, protected or local to a file; make it internal or public");

    internal static readonly DiagnosticDescriptor NoCases = Error(
        "CELL0020",
        "A union needs cases",
        "'{0}' is abstract and has no case, so that it has no values; declare sealed partial records in it that derive from it and are marked [CellMessage], or make it a sealed record");

    internal static readonly DiagnosticDescriptor UnionMember = Error(
        "CELL0021",
        "A union has no members of its own",
        "'{0}' belongs to the union '{1}' itself, of which an image has only the case; declare it in each case that has it");

    internal static readonly DiagnosticDescriptor CaseShape = Error(
        "CELL0022",
        "A case is a sealed message",
        "'{0}' derives from the union '{1}' but {2}; {3}");

    internal static readonly DiagnosticDescriptor CasePlace = Error(
        "CELL0023",
        "A case stands with its union",
        "'{0}' derives from the union '{1}' but stands elsewhere, where the union cannot know of it; declare it in '{1}', or beside it in the same assembly");

    internal static readonly DiagnosticDescriptor CaseTag = Error(
        "CELL0024",
        "Each case of a union has one tag",
        "'{0}' {1}; {2}");

    internal static readonly DiagnosticDescriptor OpenUnion = Error(
        "CELL0025",
        "An open union has a case for the unknown",
        "'{0}' {1}; {2}");

    internal static readonly DiagnosticDescriptor KeyType = Error(
        "CELL0026",
        "This type cannot be a key",
        "'{0}' has keys or elements of the type '{1}', which cannot be put in order: {2}");

    internal static readonly DiagnosticDescriptor FixedLayout = Error(
        "CELL0027",
        "This message cannot have a fixed layout",
        "'{0}' cannot have a fixed layout because {1}; {2}");

    internal static readonly DiagnosticDescriptor Snapshot = Error(
        "CELL0030",
        "A contract's snapshot cannot be read",
        "'{0}' cannot be used: {1}");

    internal static readonly DiagnosticDescriptor SnapshotNames = Error(
        "CELL0031",
        "A name of a snapshot is taken in C#",
        "'{0}' declares '{1}', which this project declares already; rename that type, or give the snapshot another 'namespace'");

    internal static readonly DiagnosticDescriptor ContractNames = Error(
        "CELL0032",
        "Two contracts have one name",
        "'{0}' declares the contract '{1}', which '{2}' declares already; rename one of them, or remove it");

    /// <summary>Reported by the compiler itself, where a method of a snapshot is called that is marked as obsolete with this id.</summary>
    internal static readonly DiagnosticDescriptor CallMisfit = Error(
        "CELL0033",
        "A call does not fit the contract any more",
        "'{0}' is obsolete: '{1}'");

    internal static readonly DiagnosticDescriptor Lock = Error(
        "CELL0034",
        "The contract lock cannot be read",
        "'{0}' cannot be used: {1}");

    internal static readonly DiagnosticDescriptor BreakingEdit = Error(
        "CELL0035",
        "An edit breaks the contract",
        "The contract '{0}' is broken at {1}: {2}. {3} It breaks {4}. {5}, or accept it: cell schema accept.");

    internal static readonly DiagnosticDescriptor OneWayEdit = new(
        "CELL0036",
        "An edit works one way only",
        "The contract '{0}' fits one way only at {1}: {2}. {3} It breaks {4}. {5}, or accept it: cell schema accept.",
        "Cells",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/CELL0036.md");

    internal static readonly DiagnosticDescriptor Fault = Error(
        "CELL0040",
        "A fault is a message",
        "'{0}' declares the fault '{1}', which {2}; {3}");

    internal static readonly DiagnosticDescriptor Stream = Error(
        "CELL0045",
        "This stream cannot be in a contract",
        "'{0}' {1}; {2}");

    internal static readonly DiagnosticDescriptor Idempotent = Error(
        "CELL0046",
        "A stream cannot be repeated",
        "'{0}' is marked [Idempotent] and has streams or tunnels, which are never repeated once they began; remove the mark");

    /// <summary>All of them, in the order of their ids.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        NotPartial, NotARecord, Generic, Inherits, UnsupportedType, NullableMessageElement, NameTaken, ReservedName, PublicField, NoConstructor,
        InitializerDefault, ContractName, ContractShape, ReturnType, MethodNames, Parameter, TypeNames, NotAMessage,
        NotVisible, NoCases, UnionMember, CaseShape, CasePlace, CaseTag, OpenUnion, KeyType, FixedLayout,
        Snapshot, SnapshotNames, ContractNames, CallMisfit, Lock, BreakingEdit, OneWayEdit, Fault, Stream, Idempotent,
    ];

    internal static DiagnosticDescriptor ById(string id) => All.First(descriptor => descriptor.Id == id);

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(
        id,
        title,
        message,
        "Cells",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: $"docs/diagnostics/{id}.md");
}
