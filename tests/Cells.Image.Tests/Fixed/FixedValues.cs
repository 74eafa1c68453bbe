using Cells.Samples;

namespace Cells.Image.Tests.Fixed;

/// <summary>Values of fixed layout.</summary>
internal static class FixedValues
{
    public static Quote Quote { get; } = new(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), -1, 100, 7, 2);

    public static Plain Plain { get; } = new()
    {
        Int128 = Int128.MinValue,
        UInt128 = UInt128.MaxValue,
        Quote = Quote,
        Double = -0.0,
        ULong = ulong.MaxValue,
        Point = new Point(float.Epsilon, -1),
        Int = int.MinValue,
        Half = Half.MaxValue,
        Short = short.MinValue,
        SByte = -1,
        Byte = 255,
    };

    public static Book Book { get; } = new(
        new Point(1, 2),
        Quote,
        Plain,
        [Quote, default, Quote with { Price = 7 }],
        [new Point(1, 2), new Point(3, 4)],
        [null, new Point(5, 6)],
        new() { ["b"] = Quote, ["a"] = default },
        (new Point(7, 8), null),
        new Point(9, 10));

    public static Book EmptyBook { get; } = new(default, null, default, [], [], [], [], default);
}
