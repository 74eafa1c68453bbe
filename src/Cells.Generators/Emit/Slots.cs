using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>A member together with its place in the block.</summary>
internal sealed record Slot(MemberModel Member, int Offset)
{
    public WireType Type => Member.Type;

    public int End => Offset + Type.Slot.Bytes;

    /// <summary>Whether the member has a default that is not what a missing member would be anyway.</summary>
    public bool HasDefault => Member.Default is { CSharp: not "default" };

    public static IReadOnlyList<Slot> Of(MessageModel message)
    {
        int[] offsets = message.Layout.Offsets;
        return [.. message.Members.Select((member, index) => new Slot(member, offsets[index]))];
    }

    /// <summary>Reads the value of an inline member out of a block.</summary>
    public string Scalar(string block) =>
        $"{block}.Get<{CodecNames.Scalar(Type)}, {Type.Declared}>({Offset}{(HasDefault ? ", " + Member.Default!.CSharp : "")})";

    /// <summary>Finds the child of a member in a block: null where the member is null, what stands in for it where it cannot be.</summary>
    public string Child(string block)
    {
        if (Type.IsUnion)
            return $"{block}.Child({Offset})";

        string instead = HasDefault ? $"{CodecNames.Views}ImageChild.Of({Member.Default!.CSharp}u8)"
            : Type.IsBlock ? CodecNames.Views + "ImageChild.EmptyMessage"
            : CodecNames.Views + "ImageChild.Empty";
        if (!Type.IsNullable)
            return $"{block}.Child({Offset}).Or({instead})";
        return HasDefault ? $"({block}.Knows({End}) ? {block}.Child({Offset}) : {instead})" : $"{block}.Child({Offset})";
    }
}
