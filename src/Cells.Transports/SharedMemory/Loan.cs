namespace Cells.Transports.SharedMemory;

/// <summary>Something lent to a peer.</summary>
/// <param name="Value">What the peer writes when it needs it no longer.</param>
/// <param name="Buffer">Its memory, held until then.</param>
/// <param name="Since">When it was lent, in <see cref="Environment.TickCount64"/>.</param>
/// <param name="Image">The image that refers to it, where that went beside it; held as well.</param>
internal readonly record struct Loan(uint Value, ImageBuffer Buffer, long Since, ImageBuffer? Image = null)
{
    /// <summary>Ends both holds.</summary>
    internal void Release()
    {
        Buffer.Release();
        Image?.Release();
    }
}
