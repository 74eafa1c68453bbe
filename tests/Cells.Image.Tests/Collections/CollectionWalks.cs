using Cells.Images.Codecs;
using Cells.Images.Views;
using Cells.Samples;

namespace Cells.Image.Tests.Collections;

/// <summary>Looks at everything that a view of a message with maps, sets or tuples shows, and makes a number of it.</summary>
internal static class CollectionWalks
{
    public static long Walk(Maps.View view, int depth = 0)
    {
        long sum = view.Counts.TryGetValue("a", out int count) ? count : 0;
        sum += view.Names.TryGetValue(256, out Utf8Text found) ? found.Bytes.Length : 0;
        foreach (var entry in view.Counts)
            sum += Walk(entry.Key) + entry.Value;
        foreach (var entry in view.Names)
            sum += entry.Key + Walk(entry.Value);
        foreach (var entry in view.Notes)
            sum += (long)entry.Key + (entry.HasValue ? Walk(entry.Value) : 0);
        foreach (var entry in view.Orders)
            sum += entry.Key.GetHashCode() + Walks.Walk(entry.Value);
        foreach (var entry in view.MaybeOrders)
            sum += entry.Key + (entry.HasValue ? Walks.Walk(entry.Value) : 0);
        foreach (var entry in view.Ratios)
            sum += (entry.Key ? 1 : 0) + (entry.Value ?? 0).GetHashCode();
        foreach (var entry in view.Nested)
        {
            foreach (var inner in entry.Value)
                sum += inner.Key + inner.Value.Count;
        }

        foreach (var entry in view.Days)
        {
            sum += entry.Key.Ticks;
            foreach (OrderId.View id in entry.Value)
                sum += (long)id.Id;
        }

        foreach (var page in view.Pages)
        {
            foreach (var entry in page)
                sum += Walk(entry.Key) + Walk(entry.Value);
        }

        if (!view.HasChildren || depth >= 4)
            return sum;
        int visited = 0;
        foreach (var entry in view.Children)
        {
            // Whoever walks foreign maps of maps bounds the walk; the view bounds only each step.
            if (++visited > 4)
                break;
            sum += Walk(entry.Value, depth + 1);
        }

        return sum;
    }

    public static long Walk(Sets.View view)
    {
        long sum = (view.Numbers.Contains(2) ? 1 : 0) + (view.Texts.Contains("ab") ? 1 : 0) + (view.Texts.Contains("b"u8) ? 1 : 0);
        foreach (int item in view.Numbers)
            sum += item;
        foreach (Utf8Text item in view.Texts)
            sum += Walk(item);
        foreach (Side item in view.Sides)
            sum += (long)item;
        foreach (decimal item in view.Prices)
            sum += item.GetHashCode();
        foreach (var entry in view.Tags)
        {
            foreach (Utf8Text tag in entry.Value)
                sum += entry.Key + Walk(tag);
        }

        foreach (Utf8Text item in view.Maybe)
            sum += Walk(item);
        return sum;
    }

    public static long Walk(Tuples.View view)
    {
        long sum = view.Point.Item1 + view.Point.Item2 + Walk(view.Named.Item1) + view.Named.Item2 + (view.Named.Item3 is true ? 1 : 0);
        if (view.HasMaybe)
            sum += view.Maybe.Item1 + (view.Maybe.HasItem2 ? Walk(view.Maybe.Item2) : 0);
        foreach (var pair in view.Pairs)
            sum += pair.Item1 + Walk(pair.Item2);
        foreach (var entry in view.ByName)
            sum += Walk(entry.Key) + entry.Value.Item1 + entry.Value.Item2;
        var wide = view.Wide;
        sum += (wide.Item1 ? 1 : 0) + wide.Item2 + wide.Item3 + wide.Item4 + wide.Item5 + wide.Item6.GetHashCode() + wide.Item7.GetHashCode();
        sum += (long)view.Nested.Item1.Item1 + (long)view.Nested.Item1.Item2.GetValueOrDefault();
        if (view.Nested.HasItem2)
            sum += Walk(view.Nested.Item2.Item1) + Walk(view.Nested.Item2.Item2);
        var mixed = view.Mixed;
        foreach (int item in mixed.Item1)
            sum += item;
        sum += mixed.Item2.TryGetValue(1, out Utf8Text text) ? Walk(text) : 0;
        sum += Walks.Walk(mixed.Item3) + (mixed.HasItem4 ? Walks.Walk(mixed.Item4) : 0);
        return sum + (mixed.Item5.Contains('a') ? 1 : 0);
    }

    private static long Walk(Utf8Text text) => text.Bytes.IsEmpty ? 0 : text.Bytes[0] + text.Bytes.Length;
}
