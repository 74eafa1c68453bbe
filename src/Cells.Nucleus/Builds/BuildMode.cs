namespace Cells.Nucleus.Builds;

/// <summary>How a build is made. What comes out is the same.</summary>
/// <param name="UsesServers">
/// Whether the SDK's own servers, which stay for some minutes, compile: the second build takes a third of the time. Else nothing of a build remains.
/// </param>
/// <param name="Restores">Whether packages are looked for. Where only sources have changed since the last build, they are there.</param>
public sealed record BuildMode(bool UsesServers, bool Restores)
{
    /// <summary>The variable that lets <see cref="Whole"/> builds use the SDK's servers, as <c>1</c>.</summary>
    public const string ServersVariable = "CELL_BUILD_SERVERS";

    /// <summary>Nothing is taken for granted and nothing remains, unless <see cref="ServersVariable"/> says so.</summary>
    public static BuildMode Whole { get; } = new(UsesServers: Environment.GetEnvironmentVariable(ServersVariable) == "1", Restores: true);
}
