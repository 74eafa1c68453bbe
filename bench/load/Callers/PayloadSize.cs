namespace Cells.Bench.Load.Callers;

/// <summary>How much memory a payload's image needs.</summary>
internal static class PayloadSize
{
    /// <summary>What a message with one list of bytes takes beside the bytes, rounded up.</summary>
    private const int Overhead = 64;

    internal static int OfImage(int payloadBytes) => payloadBytes + Overhead;
}
