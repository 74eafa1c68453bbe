using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>The codec, copier and view of a map.</summary>
internal static class MapNames
{
    public static string Codec(WireType map)
    {
        string shape = map.IsReadOnly ? "ReadOnlyDictionaryShape" : "DictionaryShape";
        string key = map.Key!.CSharp;
        string value = map.Element!.Declared;
        return $"{CodecNames.Codecs}MapCodec<{map.CSharp}, {CodecNames.Codecs}{shape}<{key}, {value}>, "
            + $"{MemberNames.KeyCodec(map.Key)}, {key}, {MemberNames.Codec(map.Element)}, {value}>";
    }

    public static string Copier(WireType map) => $"{CodecNames.Codecs}MapCopier<{Parts(map)}>";

    public static string View(WireType map) => $"{CodecNames.Views}MapView<{Parts(map)}>";

    private static string Parts(WireType map) => $"{MemberNames.KeyView(map.Key!)}, {MemberNames.View(map.Element!)}";
}
