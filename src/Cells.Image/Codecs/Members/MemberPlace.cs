using System.Runtime.CompilerServices;
using Cells.Images.Layout;

namespace Cells.Images.Codecs;

/// <summary>Where the members of a block that has no generated layout lie.</summary>
internal static class MemberPlace
{
    /// <summary>The place of the first member.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int First<TMember>()
        where TMember : struct, IMember => After<TMember>(WireLayout.SizeWordBytes);

    /// <summary>The place of a member that follows what ends at <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int After<TMember>(int end)
        where TMember : struct, IMember => WireLayout.AlignUp(end, TMember.Alignment);

    /// <summary>What a block whose last member ends at <paramref name="known"/> takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Inline(int known) => WireLayout.AlignUp(known, WireLayout.BlockAlignment);
}
