namespace Cells.Chaos.Leases;

/// <summary>Makes, reads and keeps bulk in a process of its own.</summary>
[CellContract("library")]
public interface ILibrary
{
    /// <summary>So many bytes of the same value, written by this process.</summary>
    ValueTask<SharedBytes> MakeAsync(int length, byte value, CancellationToken cancellation = default);

    /// <summary>Reads all of it, and looks at how this process has it.</summary>
    ValueTask<Sight> ReadAsync(SharedBytes bytes, CancellationToken cancellation = default);

    /// <summary>Keeps it until <see cref="DropAsync"/>.</summary>
    ValueTask KeepAsync(SharedBytes bytes, CancellationToken cancellation = default);

    /// <summary>Gives back what it kept; whether that was still as it had come.</summary>
    ValueTask<bool> DropAsync(CancellationToken cancellation = default);

    /// <summary>Writes to it, which nobody may who did not make it.</summary>
    ValueTask DefaceAsync(SharedBytes bytes, CancellationToken cancellation = default);

    /// <summary>What this process has.</summary>
    ValueTask<Holdings> HoldingsAsync(CancellationToken cancellation = default);
}

/// <summary>How a process has what it was lent.</summary>
/// <param name="Length">How many bytes it read.</param>
/// <param name="IsUniform">Whether they were all the same.</param>
/// <param name="Value">The first.</param>
/// <param name="AllocatedBytes">How much the process allocated to get and to read them.</param>
/// <param name="Mappings">Its mappings of shared memory.</param>
[CellMessage]
public sealed partial record Sight(int Length, bool IsUniform, byte Value, long AllocatedBytes, List<Mapping> Mappings);

/// <summary>A line of <c>/proc/self/maps</c>.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Access">Such as <c>r--s</c>.</param>
/// <param name="Inode">The memory that it shows.</param>
[CellMessage]
public sealed partial record Mapping(long Bytes, string Access, long Inode);

/// <summary>What a process has.</summary>
/// <param name="SlotsInUse">Of its own hub, in all classes, and larger pieces.</param>
/// <param name="LargePieces">The larger pieces among them.</param>
/// <param name="Mappings">Its mappings of shared memory.</param>
/// <param name="Descriptors">Its open sockets, shared memory and holds on processes.</param>
/// <param name="Extents">The regions of its hub that hold slots: they stay.</param>
[CellMessage]
public sealed partial record Holdings(int SlotsInUse, int LargePieces, List<Mapping> Mappings, int Descriptors, int Extents);
