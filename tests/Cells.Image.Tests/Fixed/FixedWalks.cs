using Cells.Samples;

namespace Cells.Image.Tests.Fixed;

/// <summary>Looks at everything that a view of a book shows, and makes a number of it.</summary>
internal static class FixedWalks
{
    public static long Walk(Book.View view)
    {
        long sum = view.First.GetHashCode() + (view.Best?.Price ?? 0) + view.Plain.Int + view.Plain.Quote.Quantity + view.Tail.GetHashCode();
        foreach (Quote quote in view.Quotes)
            sum += quote.Price + quote.Venue;
        foreach (Point point in view.Path)
            sum += point.GetHashCode();
        foreach (Point? point in view.Maybes)
            sum += point.GetHashCode();
        foreach (var entry in view.ByName)
            sum += entry.Key.Bytes.Length + entry.Value.Price;
        return sum + view.Pair.Item1.GetHashCode() + (view.Pair.Item2?.Quantity ?? 0);
    }
}
