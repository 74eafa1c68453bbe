namespace Cells.Platform.SharedMemory;

/// <summary>How much memory a process keeps for what it shows to others. It is committed as it is needed, in extents.</summary>
public sealed record HubLimits
{
    /// <summary>The defaults.</summary>
    public static HubLimits Default { get; } = new();

    /// <summary>Those of a pool for one isolated peer: a sixteenth of the memory.</summary>
    public static HubLimits OfIsolatedPeer { get; } = new() { MaxBytes = 256 << 20 };

    /// <summary>
    /// The classes of slots, by size. Default: 1,024 of 1 KiB, 256 of 16 KiB, 32 of 256 KiB, 8 of 4 MiB and 4 of 16 MiB, which grow to four times as many. Each is a little
    /// larger than that, so that a payload of so many bytes fits with the image around it. An extent is a multiple of a page.
    /// </summary>
    public IReadOnlyList<SlotClassLimits> Classes { get; init; } =
    [
        new((1 << 10) + 64, SlotsPerExtent: 256, MaxExtents: 16),
        new((16 << 10) + 256, SlotsPerExtent: 16, MaxExtents: 64),
        new((256 << 10) + 4096, SlotsPerExtent: 2, MaxExtents: 64),
        new((4 << 20) + 4096, SlotsPerExtent: 1, MaxExtents: 32),
        new((16 << 20) + 4096, SlotsPerExtent: 1, MaxExtents: 16),
    ];

    /// <summary>How much may be committed at a time, slots and larger pieces together. Default 4 GiB.</summary>
    public long MaxBytes { get; init; } = 4L << 30;

    /// <summary>How long somebody waits at most for a piece to be given back. Default 10 s.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many wait at most at a time. Default 1,024.</summary>
    public int MaxWaiting { get; init; } = 1024;

    /// <summary>How much memory is left to the machine, and to each control group of the process, when a piece is made. Default 64 MiB.</summary>
    public long HeadroomBytes { get; init; } = 64 << 20;
}

/// <summary>A class of slots.</summary>
/// <param name="SlotBytes">The size of one.</param>
/// <param name="SlotsPerExtent">How many are made at a time, in one region.</param>
/// <param name="MaxExtents">How many times.</param>
public sealed record SlotClassLimits(int SlotBytes, int SlotsPerExtent, int MaxExtents);
