using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>The codec, block and view of a tuple.</summary>
internal static class TupleNames
{
    public static string Codec(WireType tuple) => $"{CodecNames.Codecs}TupleCodec<{Block(tuple)}, {tuple.CSharp}>";

    public static string Block(WireType tuple) =>
        $"{CodecNames.Codecs}TupleBlock<{string.Join(", ", tuple.Items.Select(static item => $"{MemberNames.Codec(item)}, {item.Declared}"))}>";

    public static string View(WireType tuple) => $"{CodecNames.Views}TupleView<{string.Join(", ", tuple.Items.Select(MemberNames.View))}>";
}
