namespace Cells.Rpc.Clients;

/// <summary>Opens sessions to one cell.</summary>
internal interface ISessionSource
{
    /// <summary>The cell's name.</summary>
    string Cell { get; }

    /// <summary>How often a call that may run twice is made at most.</summary>
    int MaxAttempts { get; }

    /// <summary>How long calls go on with a process that is replaced, until there is a session with the other one.</summary>
    TimeSpan HandOverTimeout { get; }

    /// <summary>Opens a session; tries again as far as that makes sense.</summary>
    /// <exception cref="CellException">It cannot be opened.</exception>
    ValueTask<CellSession> OpenAsync(CancellationToken cancellation);
}
