namespace Cells.Nucleus.Builds;

/// <summary>How a build is made. What comes out is the same.</summary>
/// <param name="UsesServers">
/// Whether the SDK's own servers, which stay for some minutes, compile: the second build takes a third of the time. Else nothing of a build remains.
/// </param>
/// <param name="Restores">Whether packages are looked for. Where only sources have changed since the last build, they are there.</param>
public sealed record BuildMode(bool UsesServers, bool Restores)
{
    /// <summary>Nothing is taken for granted and nothing remains.</summary>
    public static BuildMode Whole { get; } = new(UsesServers: false, Restores: true);
}
