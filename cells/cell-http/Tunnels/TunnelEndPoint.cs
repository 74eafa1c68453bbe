using System.Net;

namespace Dodeca.Http.Tunnels;

/// <summary>Where the server listens: at the far end of tunnels.</summary>
internal sealed class TunnelEndPoint : EndPoint
{
    private TunnelEndPoint()
    {
    }

    internal static TunnelEndPoint Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "http://tunnel";
}
