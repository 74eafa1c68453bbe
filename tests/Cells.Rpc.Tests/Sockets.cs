namespace Cells.Rpc.Tests;

/// <summary>The sockets of this process. Other descriptors come and go with what the runtime loads.</summary>
internal static class Sockets
{
    /// <summary>How many are open.</summary>
    public static int Open => Directory.GetFiles("/proc/self/fd").Count(static file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);
}
