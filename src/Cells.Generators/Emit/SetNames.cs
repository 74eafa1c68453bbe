using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>The codec, copier and view of a set.</summary>
internal static class SetNames
{
    public static string Codec(WireType set)
    {
        string shape = set.IsReadOnly ? "ReadOnlySetShape" : "HashSetShape";
        string element = set.Element!.CSharp;
        return $"{CodecNames.Codecs}SetCodec<{set.CSharp}, {CodecNames.Codecs}{shape}<{element}>, {MemberNames.KeyCodec(set.Element)}, {element}>";
    }

    public static string Copier(WireType set) => $"{CodecNames.Codecs}SetCopier<{MemberNames.KeyView(set.Element!)}>";

    public static string View(WireType set) => $"{CodecNames.Views}SetView<{MemberNames.KeyView(set.Element!)}>";
}
