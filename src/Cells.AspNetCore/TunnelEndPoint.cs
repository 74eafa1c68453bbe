using System.Net;

namespace Cells.AspNetCore;

/// <summary>Where Kestrel listens: at the far end of tunnels.</summary>
/// <param name="tunnels">These.</param>
internal sealed class TunnelEndPoint(TunnelListener tunnels) : EndPoint
{
    internal TunnelListener Tunnels => tunnels;

    /// <inheritdoc/>
    public override string ToString() => "http://tunnel";
}
