using Cells.Images.Views;
using Cells.Samples;

namespace Cells.Image.Tests;

/// <summary>Looks at everything that a view shows, and makes a number of it.</summary>
internal static class Walks
{
    public static long Walk(PlaceOrder.View view) => Walk(view.Symbol) + view.Quantity;

    public static long Walk(Scalars.View view) =>
        (view.Boolean ? 1 : 0) + view.SByte + view.Byte + view.Short + view.UShort + view.Int + view.UInt + view.Long + (long)view.ULong
        + view.Char + (long)view.Int128 + (long)view.UInt128 + view.Guid.GetHashCode() + view.DateTime.Ticks + view.DateTimeOffset.Ticks
        + view.TimeSpan.Ticks + (long)view.Side + (long)view.Marks + view.Float.GetHashCode() + view.Double.GetHashCode() + view.Half.GetHashCode()
        + view.Decimal.GetHashCode();

    public static long Walk(OptionalScalars.View view) =>
        (view.Boolean is true ? 1 : 0) + (view.Byte ?? 0) + (view.Short ?? 0) + (view.Int ?? 0) + (view.Long ?? 0) + (view.Double ?? 0).GetHashCode()
        + (view.Char ?? 'a') + (long)(view.Int128 ?? 0) + view.Guid.GetHashCode() + view.Decimal.GetHashCode() + (view.DateTime?.Ticks ?? 0)
        + (view.DateTimeOffset?.Ticks ?? 0) + (view.TimeSpan?.Ticks ?? 0) + (long)view.Side.GetValueOrDefault() + (long)view.Marks.GetValueOrDefault();

    public static long Walk(Bulk.View view) =>
        Walk(view.Text) + Walk(view.Bytes) + Walk(view.Memory) + (view.HasMaybeText ? Walk(view.MaybeText) : 0) + Walk(view.MaybeBytes)
        + (view.HasMaybeMemory ? Walk(view.MaybeMemory) : 0);

    public static long Walk(Defaults.View view) =>
        Walk(view.Text) + view.Number + view.Ratio.GetHashCode() + view.Price.GetHashCode() + (long)view.Side + (view.Maybe ?? 0) + Walk(view.MaybeText)
        + view.Letter + (long)view.Big + view.Id.GetHashCode();

    public static long Walk(Lists.View view)
    {
        long sum = view.OrderIds.Count + (view.HasMaybeInts ? 1 : 0) + view.MaybeInts.Length;
        foreach (int item in view.Ints)
            sum += item;
        foreach (Int128 item in view.Wide)
            sum += (long)item;
        foreach (bool item in view.Truths)
            sum += item ? 1 : 0;
        foreach (Guid item in view.Ids)
            sum += item.GetHashCode();
        foreach (int? item in view.Maybes)
            sum += item ?? 0;
        foreach (Side item in view.Sides)
            sum += (long)item;
        foreach (Utf8Text item in view.Texts)
            sum += Walk(item);
        foreach (Utf8Text item in view.MaybeTexts)
            sum += item.IsNull ? 1 : Walk(item);
        foreach (PlainListView<byte> item in view.Blobs)
            sum += Walk(item.Span);
        foreach (PlainListView<int> item in view.Nested)
            sum += item.Count;
        foreach (ChildListView<Utf8Text> item in view.DeepTexts)
        {
            foreach (Utf8Text text in item)
                sum += Walk(text);
        }

        foreach (PlaceOrder.View item in view.Orders)
            sum += Walk(item);
        foreach (OrderId.View item in view.MaybeIds)
            sum += (long)item.Id;
        foreach (MessageListView<PlaceOrder.View> list in view.OrderLists)
        {
            foreach (PlaceOrder.View item in list)
                sum += Walk(item);
        }

        return sum;
    }

    public static long Walk(Tree.View view, int depth = 0)
    {
        long sum = Walk(view.Name) + Walk(view.Order) + (long)view.Id.Id + (view.HasMaybeId ? (long)view.MaybeId.Id : 0);
        if (depth >= 8)
            return sum;
        if (view.HasLeft)
            sum += Walk(view.Left, depth + 1);
        int visited = 0;
        foreach (Tree.View child in view.Children)
        {
            // Whoever walks a foreign tree bounds the walk; the view bounds only each step.
            if (++visited > 4)
                break;
            sum += Walk(child, depth + 1);
        }

        return sum;
    }

    private static long Walk(Utf8Text text) => Walk(text.Bytes);

    private static long Walk(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? 0 : bytes[0] + bytes[^1] + bytes.Length;
}
