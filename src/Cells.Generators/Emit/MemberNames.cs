using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>How members of tuples and of maps' entries, and keys, are written, read and looked at.</summary>
internal static class MemberNames
{
    /// <summary>How a member is written and read.</summary>
    public static string Codec(WireType type) =>
        type.IsInline ? Inline(type) : $"{CodecNames.Codecs}ChildMember<{CodecNames.Element(type)}, {type.Declared}>";

    /// <summary>How a member is looked at, and what is seen of it: two type arguments.</summary>
    public static string View(WireType type)
    {
        if (type.IsInline)
            return $"{Inline(type)}, {type.Declared}";
        string view = CodecNames.View(type);
        string member = type.IsBlock
            ? $"MessageMemberView<{view}, {CodecNames.Null(type)}>"
            : $"ChildMemberView<{view}, {CodecNames.Copier(type)}, {CodecNames.Null(type)}>";
        return $"{CodecNames.Codecs}{member}, {view}";
    }

    /// <summary>How a key is written and read.</summary>
    public static string KeyCodec(WireType key) => key.IsInline ? Inline(key) : CodecNames.Codecs + "TextKey";

    /// <summary>How a key is looked at, and what is seen of it: two type arguments.</summary>
    public static string KeyView(WireType key) => $"{KeyCodec(key)}, {(key.IsInline ? key.CSharp : CodecNames.View(key))}";

    private static string Inline(WireType type) => $"{CodecNames.Codecs}InlineMember<{CodecNames.Scalar(type)}, {type.Declared}>";
}
