namespace Cells.Tests;

/// <summary>What a <see cref="FaultProxy"/> does to the bytes of one direction; offsets count from the connection's first byte.</summary>
internal sealed record FaultPlan
{
    /// <summary>Passes everything on as it comes.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>Passes bytes on in pieces of 1 to so many; 0: as they come.</summary>
    public int PieceBytes { get; init; }

    /// <summary>Ends the connection before this byte.</summary>
    public long? CutAt { get; init; }

    /// <summary>Passes this byte on as another.</summary>
    public long? CorruptAt { get; init; }

    /// <summary>Passes so many bytes from here on twice.</summary>
    public (long At, int Count)? Duplicate { get; init; }

    /// <summary>Does not pass so many bytes from here on.</summary>
    public (long At, int Count)? Drop { get; init; }

    /// <summary>Passes nothing on from this byte, until <see cref="Resume"/> completes.</summary>
    public long? HoldAt { get; init; }

    /// <summary>Ends the hold.</summary>
    public Task Resume { get; init; } = Task.CompletedTask;
}
