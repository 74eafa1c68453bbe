using System.Globalization;

namespace Cells.Bench.Load.Raw;

/// <summary>What an exchange over bare memory is made of.</summary>
/// <param name="PayloadBytes">What each request takes.</param>
/// <param name="InFlight">How many are under way.</param>
/// <param name="IsEcho">Whether they are copied back.</param>
/// <param name="IsTouched">Whether they are filled by one side and summed by the other.</param>
internal sealed record RawLaneShape(int PayloadBytes, int InFlight, bool IsEcho, bool IsTouched)
{
    private const int LargePayloadBytes = 64 << 20;

    /// <summary>How many slots each side has: at least as many as are under way, and none is used again at once, unless it is large.</summary>
    internal int Slots => PayloadBytes > LargePayloadBytes ? InFlight : Math.Max(2, InFlight);

    internal static RawLaneShape Parse(string text)
    {
        string[] parts = text.Split(',');
        return new RawLaneShape(Number(parts[0]), Number(parts[1]), bool.Parse(parts[2]), bool.Parse(parts[3]));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PayloadBytes},{InFlight},{IsEcho},{IsTouched}");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
