namespace Cells.Platform.SharedMemory;

/// <summary>Where pieces come from and go back to.</summary>
internal interface ISlotSource
{
    /// <summary>A piece of at least so many bytes, which comes at once or in its turn.</summary>
    SlotLine.Place TakeOrJoin(int bytes);

    /// <summary>Waits no longer. False: the piece came before.</summary>
    bool TryLeave(SlotLine.Place place);

    /// <summary>A piece is free.</summary>
    void Return(Slot slot);
}
