using System.Runtime.InteropServices;

namespace Cells.Bench.Load.Contracts;

/// <summary>64 bytes of a page.</summary>
[CellMessage(Layout = MessageLayout.Fixed)]
public readonly partial record struct Line(ulong A, ulong B, ulong C, ulong D, ulong E, ulong F, ulong G, ulong H);

/// <summary>1,024 bytes: an item of a stream that neither side allocates for.</summary>
[CellMessage]
public readonly partial record struct Page(Line A, Line B, Line C, Line D, Line E, Line F, Line G, Line H, Line I, Line J, Line K, Line L, Line M, Line N, Line O, Line P)
{
    /// <summary>Its size.</summary>
    public const int Bytes = 1024;

    /// <summary>A page of one repeated byte.</summary>
    public static Page Of(byte value)
    {
        var page = default(Page);
        MemoryMarshal.AsBytes(new Span<Page>(ref page)).Fill(value);
        return page;
    }

    /// <summary>The sum of its 64-bit words, modulo 2^64.</summary>
    public static ulong Sum(in Page page) => Words.Sum(MemoryMarshal.AsBytes(new ReadOnlySpan<Page>(in page)));
}
