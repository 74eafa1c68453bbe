using Cells;

namespace WebTunnel.Contracts;

/// <summary>What accepts connections for the web server.</summary>
[CellContract("web_front")]
public interface IWebFront
{
    /// <summary>Where it listens and what it has done.</summary>
    ValueTask<FrontStatus> StatusAsync(CancellationToken cancellation = default);
}

/// <summary>The state of a front.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Open">How many connections are open.</param>
/// <param name="Accepted">How many there were in all.</param>
[CellMessage]
public partial record FrontStatus(string Address, int Open, long Accepted);
