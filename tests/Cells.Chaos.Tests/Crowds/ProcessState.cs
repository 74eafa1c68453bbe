namespace Cells.Chaos.Crowds;

/// <summary>What a process takes, as the kernel says.</summary>
/// <param name="ResidentBytes">Its resident memory.</param>
/// <param name="Threads">Its threads.</param>
internal readonly record struct ProcessState(long ResidentBytes, int Threads)
{
    internal static ProcessState Of(int process)
    {
        string[] lines = File.ReadAllLines($"/proc/{process}/status");
        return new ProcessState(Number("VmRSS:") << 10, (int)Number("Threads:"));

        long Number(string name) => long.Parse(Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal))!.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], provider: null);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ResidentBytes >> 20} MiB and {Threads} threads";
}
