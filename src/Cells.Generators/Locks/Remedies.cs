using Cells.Images.Schemas.Comparison;

namespace Cells.Generators.Locks;

/// <summary>What can be done in place of an edit that breaks someone; each ends without a full stop.</summary>
internal static class Remedies
{
    public static string Of(EditKind kind) => kind switch
    {
        EditKind.MemberAppended => "Give it a default, or let it be null",
        EditKind.MemberInserted => "Move it to the end and give it a default",
        EditKind.MemberRemoved => "Keep it and ignore what it holds",
        EditKind.MemberMoved => "Restore the order",
        EditKind.MethodRemoved => "Keep the method and let it throw",
        EditKind.MethodRenamed or EditKind.MemberRenamed or EditKind.EnumValueRenamed => "Keep the name",
        EditKind.EnumValueAdded or EditKind.EnumValueRemoved => "Restore the values, or make the enum open before values are added",
        EditKind.CaseAdded or EditKind.CaseRemoved => "Restore the cases, or make the union open before cases are added",
        EditKind.CaseRenamed or EditKind.CaseRetagged => "Keep name and tag, and add a case",
        EditKind.DefaultChanged => "Restore the default",
        EditKind.TypeChanged or EditKind.NullabilityChanged or EditKind.EnumTypeChanged => "Restore the type, and append a member of the new one",
        _ => "Undo it, or add a method with the new form",
    };
}
