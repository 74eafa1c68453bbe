using System.Reflection;

namespace Cells.Bench.Load.Peers;

/// <summary>How this program is started once more as the other side of an exchange.</summary>
/// <param name="File">What is executed.</param>
/// <param name="Arguments">Its first arguments; what the peer is told follows them.</param>
public sealed record PeerCommand(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>The hidden command that a program with peers understands; see <see cref="PeerProgram"/>.</summary>
    public const string Word = "bench-peer";

    /// <summary>The running program with the hidden command.</summary>
    public static PeerCommand OfThisProgram() => Of(Assembly.GetEntryAssembly() ?? throw new InvalidOperationException("This program was not started by an assembly of its own."));

    /// <summary>A program by its assembly, with the hidden command.</summary>
    public static PeerCommand Of(Assembly program)
    {
        // A program with a host of its own is that host; one run by dotnet is named to it.
        string? running = Environment.ProcessPath;
        if (running is not null && program == Assembly.GetEntryAssembly() && !IsDotnet(running))
            return new PeerCommand(running, [Word]);
        string dotnet = running is not null && IsDotnet(running) ? running : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new PeerCommand(dotnet, [program.Location, Word]);
    }

    private static bool IsDotnet(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";
}
