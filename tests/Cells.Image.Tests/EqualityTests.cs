using Cells.Image.Tests.Collections;
using Cells.Image.Tests.Fixed;
using Cells.Images;
using Cells.Samples;

namespace Cells.Image.Tests;

/// <summary>Messages are equal where their images are.</summary>
public class EqualityTests
{
    [Fact]
    public void A_value_that_was_read_equals_the_one_that_was_written()
    {
        Equal(Values.Scalars);
        Equal(Values.SomeScalars);
        Equal(Values.NoScalars);
        Equal(Values.Bulk);
        Equal(Values.EmptyBulk);
        Equal(Values.Lists);
        Equal(Values.EmptyLists);
        Equal(Values.Tree);
        Equal(Values.Defaults);
        Equal(new Nothing());
        Equal(CollectionValues.Maps);
        Equal(CollectionValues.Sets);
        Equal(CollectionValues.Tuples);
        Equal(FixedValues.Book);
    }

    [Fact]
    public void Bits_scale_kind_and_offset_count()
    {
        Differ(Values.Scalars, Values.Scalars with { Double = 0.0 });
        Differ(Values.Scalars with { Float = 0f }, Values.Scalars with { Float = -0f });
        Differ(Values.Scalars with { Half = (Half)0f }, Values.Scalars with { Half = (Half)(-0f) });
        Differ(Values.Scalars with { Decimal = 1.0m }, Values.Scalars with { Decimal = 1.00m });
        Differ(Values.Scalars with { DateTime = new DateTime(1, DateTimeKind.Utc) }, Values.Scalars with { DateTime = new DateTime(1, DateTimeKind.Local) });
        DateTimeOffset noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        Differ(Values.Scalars with { DateTimeOffset = noon }, Values.Scalars with { DateTimeOffset = noon.ToOffset(TimeSpan.FromHours(1)) });
        Differ(Values.SomeScalars with { Decimal = 1m }, Values.SomeScalars with { Decimal = 1.0m });
        Differ(Values.SomeScalars, Values.SomeScalars with { Double = null });
        double nan = double.NaN;
        double other = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(nan) + 1);
        Same(Values.Scalars with { Double = nan }, Values.Scalars with { Double = nan });
        Differ(Values.Scalars with { Double = nan }, Values.Scalars with { Double = other });
        Assert.NotEqual(new Point(0f, 0f), new Point(-0f, 0f));
        Assert.Equal(new Point(float.NaN, 0f), new Point(float.NaN, 0f));
    }

    [Fact]
    public void Lists_maps_and_sets_count_by_their_elements()
    {
        Differ(Values.Lists, Values.Lists with { Ints = [1, -2, 4] });
        Differ(Values.Lists, Values.Lists with { MaybeTexts = ["x", null, null] });
        Differ(Values.Lists, Values.Lists with { Blobs = [[1], [], [2, 4]] });
        Differ(Values.Lists, Values.Lists with { Orders = [new PlaceOrder("A", 1), new PlaceOrder("BB", 3)] });
        Differ(Values.Lists, Values.Lists with { MaybeInts = null });
        Same(Values.EmptyLists with { Truths = default }, Values.EmptyLists with { Truths = [] });
        Differ(Values.Bulk, Values.Bulk with { Memory = new byte[] { 4, 6 } });

        var stock = new Stock(new() { ["a"] = 1, ["b"] = 2 }, [1, 2], (1, "x"));
        Same(stock, new Stock(new() { ["b"] = 2, ["a"] = 1 }, [2, 1], (1, "x")));
        Same(stock, stock with { Counts = new(StringComparer.OrdinalIgnoreCase) { ["b"] = 2, ["a"] = 1 } });
        Differ(stock, stock with { Counts = new() { ["a"] = 1 } });
        Differ(stock, stock with { Counts = new() { ["a"] = 1, ["b"] = 3 } });
        Differ(stock, stock with { Counts = new() { ["a"] = 1, ["c"] = 2 } });
        Differ(stock, stock with { Marks = [1, 3] });
        Differ(stock, stock with { Label = (1, "y") });
        Differ(CollectionValues.EmptySets with { Prices = [1.0m] }, CollectionValues.EmptySets with { Prices = [1.00m] });
        Differ(CollectionValues.Tuples, CollectionValues.Tuples with { Maybe = null });
    }

    [Fact]
    public void A_value_that_has_no_image_can_still_be_compared()
    {
        var missing = new PlaceOrder(null!, 1);
        Assert.NotEqual(missing, new PlaceOrder("", 1));
        Assert.Equal(missing, new PlaceOrder(null!, 1));
        var nothing = new Stock(null!, null!, default);
        Assert.Equal(nothing, new Stock(null!, null!, default));
        Assert.NotEqual(nothing, new Stock([], [], default));
        _ = nothing.GetHashCode();
    }

    [Fact]
    public void Equality_that_the_user_declared_stays()
    {
        Assert.Equal(new Tagged("a", 1), new Tagged("a", 2));
        Assert.NotEqual(new Tagged("a", 1), new Tagged("b", 1));
    }

    private static void Equal<T>(T value)
        where T : class, IImageMessage<T>
    {
        using var image = Image<T>.Create(value);
        T read = image.Read();
        Assert.True(value.Equals(read));
        Assert.Equal(value.GetHashCode(), read.GetHashCode());
    }

    private static void Same<T>(T left, T right)
        where T : class, IImageMessage<T>
    {
        Assert.True(left.Equals(right));
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal(Hex(left), Hex(right));
    }

    private static void Differ<T>(T left, T right)
        where T : class, IImageMessage<T>
    {
        Assert.False(left.Equals(right));
        Assert.NotEqual(Hex(left), Hex(right));
    }

    private static string Hex<T>(T value)
        where T : IImageMessage<T>
    {
        using var image = Image<T>.Create(value);
        return Convert.ToHexString(image.Bytes);
    }
}
