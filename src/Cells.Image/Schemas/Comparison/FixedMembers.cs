namespace Cells.Images.Schemas.Comparison;

/// <summary>What a message of fixed layout holds, as a text that is the same where the bytes mean the same.</summary>
internal static class FixedMembers
{
    public static string Of(MessageSchema message) =>
        $"({string.Join(", ", message.Members.Select(static member => $"{Type(member.Type)} {member.Name}"))})";

    private static string Type(ValueSchema type) => type.Message is { } nested ? Of(nested) : type.ToString();
}
