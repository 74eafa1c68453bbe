namespace Cells.Hosting;

/// <summary>Where a cell lives: under a supervisor, or on its own.</summary>
internal interface IResidence : IAsyncDisposable
{
    /// <summary>Completes when the cell is to end: the supervisor says so, or is gone.</summary>
    Task Ended { get; }

    /// <summary>Begins to serve; the cell is ready when this completes.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">It cannot.</exception>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Drains and takes leave.</summary>
    /// <param name="cancellation">Cuts off what is not done.</param>
    Task StopAsync(CancellationToken cancellation);
}
