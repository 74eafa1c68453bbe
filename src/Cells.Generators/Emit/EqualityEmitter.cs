using Cells.Generators.Models;
using Cells.Images.Layout;

namespace Cells.Generators.Emit;

/// <summary>Writes the equality of a message: two values are equal where their images are.</summary>
internal static class EqualityEmitter
{
    private const string Equality = "global::Cells.Images.ImageEquality.";

    public static void Emit(CodeWriter code, MessageModel message)
    {
        code.Line("/// <summary>Whether both have the same image: bits of floating-point numbers, scales, kinds and offsets count, and lists by their elements.</summary>");
        code.Line("/// <param name=\"other\">The other value.</param>");
        code.Line("/// <returns>Whether they are equal.</returns>");
        code.Generated();
        string members = string.Join(" && ", message.Members.Select(Same));
        if (message.IsValueType)
        {
            code.Line($"public bool Equals({message.CSharp} other) => {(members.Length == 0 ? "true" : members)};");
        }
        else
        {
            string isVirtual = message.IsSealed ? "" : "virtual ";
            string contract = message.IsSealed ? "" : " && EqualityContract == other.EqualityContract";
            string rest = members.Length == 0 ? "" : " && " + members;
            code.Line($"public {isVirtual}bool Equals({message.CSharp}? other) =>");
            code.Line($"    (object)this == other || (other is not null{contract}{rest});");
        }

        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Generated();
        code.Open("public override int GetHashCode()");
        code.Line("global::System.HashCode hash = default;");
        foreach (MemberModel member in message.Members)
            code.Line($"hash.Add({Hash(member)});");
        code.Line("return hash.ToHashCode();");
        code.Close();
    }

    private static string Same(MemberModel member)
    {
        string both = $"{Own(member)}, other.{member.Identifier}";
        if (HasOperator(member.Type))
            return $"{Own(member)} == other.{member.Identifier}";
        if (member.Type.IsInline)
            return $"{Equality}SameScalar<{CodecNames.Scalar(member.Type)}, {member.Type.Declared}>({both})";
        return $"{Equality}{(IsMaybe(member.Type) ? "SameMaybe" : "Same")}<{CodecNames.Child(member.Type)}, {member.Type.CSharp}>({both})";
    }

    private static string Hash(MemberModel member) => member.Type.IsInline || HasOperator(member.Type)
        ? Own(member)
        : $"{Equality}{(IsMaybe(member.Type) ? "HashMaybe" : "Hash")}<{CodecNames.Child(member.Type)}, {member.Type.CSharp}>({Own(member)})";

    /// <summary>The member of this value, where a parameter or a local could have its name.</summary>
    private static string Own(MemberModel member) => member.Name is "other" or "hash" ? "this." + member.Identifier : member.Identifier;

    private static bool IsMaybe(WireType type) => type is { IsNullable: true, IsValueType: true };

    /// <summary>Whether C# compares such values as their images compare.</summary>
    private static bool HasOperator(WireType type) => type.Kind switch
    {
        WireKind.Text or WireKind.Enum or WireKind.Message or WireKind.Fixed or WireKind.Union or WireKind.Value => true,
        WireKind.Scalar => type.Scalar
            is not (ScalarKind.Single or ScalarKind.Double or ScalarKind.Half or ScalarKind.Decimal or ScalarKind.DateTime or ScalarKind.DateTimeOffset),
        _ => false,
    };
}
