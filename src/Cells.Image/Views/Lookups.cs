using Cells.Images;
using Cells.Images.Codecs;
using Cells.Images.Views;

namespace Cells;

/// <summary>Finds keys of maps and elements of sets in place.</summary>
public static class Lookups
{
    private const int MaxScalarBytes = 16;
    private const int OnStackBytes = 256;

    /// <summary>Finds the value of a key.</summary>
    /// <param name="map">The map.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; what stands for a missing one where there is none.</param>
    /// <returns>Whether the map has the key.</returns>
    public static bool TryGetValue<TCodec, TKey, TValue, TValueView>(this MapView<InlineMember<TCodec, TKey>, TKey, TValue, TValueView> map, TKey key, out TValueView value)
        where TCodec : struct, IScalarCodec<TKey>
        where TValue : struct, IMemberView<TValueView>
        where TValueView : allows ref struct
    {
        Span<byte> room = stackalloc byte[MaxScalarBytes];
        return Get(map, map.IndexOf(Encode<TCodec, TKey>(room, key)), out value);
    }

    /// <summary>Finds the value of a key.</summary>
    /// <param name="map">The map.</param>
    /// <param name="utf8">The key as UTF-8.</param>
    /// <param name="value">The value; what stands for a missing one where there is none.</param>
    /// <returns>Whether the map has the key.</returns>
    public static bool TryGetValue<TValue, TValueView>(this MapView<TextKey, Utf8Text, TValue, TValueView> map, scoped ReadOnlySpan<byte> utf8, out TValueView value)
        where TValue : struct, IMemberView<TValueView>
        where TValueView : allows ref struct => Get(map, map.IndexOf(utf8), out value);

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
        return Get(map, utf8.IsText ? map.IndexOf(utf8.Bytes) : -1, out value);
    }

    /// <summary>Whether the set has an element.</summary>
    public static bool Contains<TCodec, T>(this SetView<InlineMember<TCodec, T>, T> set, T element)
        where TCodec : struct, IScalarCodec<T>
    {
        Span<byte> room = stackalloc byte[MaxScalarBytes];
        return set.IndexOf(Encode<TCodec, T>(room, element)) >= 0;
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

    private static ReadOnlySpan<byte> Encode<TCodec, T>(Span<byte> room, T value)
        where TCodec : struct, IScalarCodec<T>
    {
        TCodec.Write(room, value);
        return room[..TCodec.Bytes];
    }

    private static bool Get<TKey, TKeyView, TValue, TValueView>(MapView<TKey, TKeyView, TValue, TValueView> map, int index, out TValueView value)
        where TKey : struct, IKeyView<TKeyView>
        where TKeyView : allows ref struct
        where TValue : struct, IMemberView<TValueView>
        where TValueView : allows ref struct
    {
        value = index >= 0 ? map[index].Value : default!;
        return index >= 0;
    }
}
