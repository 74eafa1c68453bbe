using Cells.Images.Codecs;
using Cells.Images.Views;

namespace Cells;

/// <summary>Finds strings among the keys of maps and the elements of sets in place.</summary>
public static class TextLookups
{
    private const int OnStackBytes = 256;

    /// <summary>Finds the value of a key.</summary>
    /// <param name="map">The map.</param>
    /// <param name="utf8">The key as UTF-8.</param>
    /// <param name="value">The value; what stands for a missing one where there is none.</param>
    /// <returns>Whether the map has the key.</returns>
    public static bool TryGetValue<TValue, TValueView>(this MapView<TextKey, Utf8Text, TValue, TValueView> map, scoped ReadOnlySpan<byte> utf8, out TValueView value)
        where TValue : struct, IMemberView<TValueView>
        where TValueView : allows ref struct => map.TryGet(utf8, out value);

    /// <summary>Finds the value of a key.</summary>
    /// <param name="map">The map.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; what stands for a missing one where there is none.</param>
    /// <returns>Whether the map has the key.</returns>
    public static bool TryGetValue<TValue, TValueView>(this MapView<TextKey, Utf8Text, TValue, TValueView> map, string key, out TValueView value)
        where TValue : struct, IMemberView<TValueView>
        where TValueView : allows ref struct
    {
        using var utf8 = new PrivateUtf8(key, stackalloc byte[OnStackBytes]);
        value = default!;
        return utf8.IsText && map.TryGet(utf8.Bytes, out value);
    }

    /// <summary>Whether the set has an element.</summary>
    /// <param name="set">The set.</param>
    /// <param name="utf8">The element as UTF-8.</param>
    public static bool Contains(this SetView<TextKey, Utf8Text> set, scoped ReadOnlySpan<byte> utf8) => set.IndexOf(utf8) >= 0;

    /// <summary>Whether the set has an element.</summary>
    public static bool Contains(this SetView<TextKey, Utf8Text> set, string element)
    {
        using var utf8 = new PrivateUtf8(element, stackalloc byte[OnStackBytes]);
        return utf8.IsText && set.IndexOf(utf8.Bytes) >= 0;
    }
}
