namespace Cells.Images.Schemas.Comparison;

/// <summary>What follows from each kind of difference.</summary>
internal static class Meanings
{
    private const string NoDefault = "It has no default and cannot be null, so a message that was written without it cannot be read.";

    public static string Of(SchemaDifference difference) => difference.Kind switch
    {
        EditKind.MethodAdded => "A cell that does not have it answers its callers with UnknownMethod.",
        EditKind.MethodRemoved => "Callers that still call it get UnknownMethod.",
        EditKind.MethodRenamed => "Methods are found by name: callers that call it by the other name get UnknownMethod.",
        EditKind.MethodMoved => "Methods are found by name; their order is free.",
        EditKind.ResponseChanged => "Replies with nothing, with a message and with a stream of messages do not fit each other.",
        EditKind.StreamsChanged => "Streams are told apart by their places, and a place is known by its name.",
        EditKind.FormChanged => "Parameters and a message of the same members have the same bytes.",
        EditKind.IdempotentChanged => "Callers repeat a call whose outcome is not known as far as the contract they were built with says so.",
        EditKind.FaultAdded or EditKind.FaultRemoved => "Callers that do not know a fault see it without its type.",
        EditKind.TypeRenamed => "The names of types are not on the wire.",
        EditKind.MemberAppended when difference.Breaks == Breakage.None => "Who does not know it ignores it; where it was not written it reads as its default.",
        EditKind.MemberRemoved when difference.Breaks == Breakage.None => "Who does not know it ignores it; where it was not written it reads as its default.",
        EditKind.MemberAppended => NoDefault,
        EditKind.MemberRemoved when difference.Breaks != Breakages.Everyone => NoDefault,
        EditKind.MemberRemoved => "What followed it has another place, and places are the wire: members go only from the end.",
        EditKind.MemberInserted => "What follows it has another place, and places are the wire: new members go to the end.",
        EditKind.MemberRenamed => "A place is known by its name: under another name it could be another member.",
        EditKind.MemberMoved => "Places are the wire: members keep their order.",
        EditKind.TypeChanged => "Another type has other bytes, a wider one too.",
        EditKind.NullabilityChanged when difference.Breaks == Breakages.Everyone => "A value that may be absent has other bytes than one that may not.",
        EditKind.NullabilityChanged => "Null may be sent to who does not expect it.",
        EditKind.DefaultChanged => "What was not written would read differently on the two sides.",
        EditKind.EnumTypeChanged => "Another underlying type has other bytes, a wider one too.",
        EditKind.EnumFlagsChanged => "Combined values and single ones are not read alike.",
        EditKind.EnumValueAdded or EditKind.EnumValueRemoved when difference.Breaks == Breakage.None => "No side refuses it.",
        EditKind.EnumValueAdded or EditKind.EnumValueRemoved => "An enum that is not open refuses values that it does not declare.",
        EditKind.EnumValueRenamed => "A number is known by its name: under another name it could be another value.",
        EditKind.EnumValueChanged => "A name with two numbers is two values.",
        EditKind.CaseAdded or EditKind.CaseRemoved when difference.Breaks == Breakage.None => "Who does not know it reads it as unknown.",
        EditKind.CaseAdded or EditKind.CaseRemoved => "A union that is not open refuses cases that it does not declare.",
        EditKind.CaseRenamed => "A tag is known by the name of its case: under another name it could be another case.",
        EditKind.CaseRetagged => "A case is found by its tag, so it keeps it.",
        _ => "What is not declared is read where it is open, and refused where it is not.",
    };
}
