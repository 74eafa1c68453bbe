using System.Globalization;

namespace Cells.Bench.Load.Raw;

/// <summary>What a batch is made of.</summary>
/// <param name="RequestBytes">What each request takes on the socket.</param>
/// <param name="ReplyBytes">What each reply takes.</param>
/// <param name="Requests">How many go in one write.</param>
/// <param name="IsTouched">Whether they are filled by one side and summed by the other.</param>
internal sealed record RawBatchShape(int RequestBytes, int ReplyBytes, int Requests, bool IsTouched)
{
    internal static RawBatchShape Parse(string text)
    {
        string[] parts = text.Split(',');
        return new RawBatchShape(Number(parts[0]), Number(parts[1]), Number(parts[2]), bool.Parse(parts[3]));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{RequestBytes},{ReplyBytes},{Requests},{IsTouched}");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
