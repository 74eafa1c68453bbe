using System.Runtime.InteropServices;
using Cells.Platform.SharedMemory;

namespace Cells.Chaos.Leases;

/// <inheritdoc/>
internal sealed class Library : ILibrary
{
    private SharedBytes? _kept;
    private byte _value;

    public ValueTask<SharedBytes> MakeAsync(int length, byte value, CancellationToken cancellation = default)
    {
        SharedBytes made = SharedBytes.Rent(length);
        made.WritableSpan.Fill(value);
        return new(made);
    }

    public ValueTask<Sight> ReadAsync(SharedBytes bytes, CancellationToken cancellation = default)
    {
        using (bytes)
        {
            long before = GC.GetTotalAllocatedBytes();
            byte first = bytes.Span[0];
            bool isUniform = !bytes.Span.ContainsAnyExcept(first);
            return new(new Sight(bytes.Length, isUniform, first, GC.GetTotalAllocatedBytes() - before, Holder.Mappings()));
        }
    }

    public ValueTask KeepAsync(SharedBytes bytes, CancellationToken cancellation = default)
    {
        _kept = bytes;
        _value = bytes.Span[0];
        return default;
    }

    public ValueTask<bool> DropAsync(CancellationToken cancellation = default)
    {
        using SharedBytes kept = _kept!;
        return new(!kept.Span.ContainsAnyExcept(_value));
    }

    public ValueTask DefaceAsync(SharedBytes bytes, CancellationToken cancellation = default)
    {
        MemoryMarshal.AsMemory(bytes.Memory).Span[0] = 1;
        return default;
    }

    public ValueTask<Holdings> HoldingsAsync(CancellationToken cancellation = default) => new(Holder.Now());
}

/// <summary>What this process has.</summary>
internal static class Holder
{
    internal static Holdings Now()
    {
        HubFigures hub = Hub.Shared.Figures;
        return new Holdings(hub.Classes.Sum(static one => one.InUse) + hub.LargePieces, hub.LargePieces, Mappings(), Directory.GetFiles("/proc/self/fd").Count(IsOurs), hub.Classes.Sum(static one => one.Extents));
    }

    /// <summary>Whether this process has more than before. Regions that hold slots of its hub stay, and each is a mapping and a descriptor.</summary>
    internal static bool HasMoreThan(Holdings before, out Holdings now)
    {
        now = Now();
        return now.SlotsInUse > before.SlotsInUse
            || now.Mappings.Count - now.Extents > before.Mappings.Count - before.Extents
            || now.Descriptors - now.Extents > before.Descriptors - before.Extents;
    }

    private static bool IsOurs(string file) =>
        new FileInfo(file).LinkTarget is { } target && (target.StartsWith("socket:", StringComparison.Ordinal) || target.StartsWith("/memfd:cells", StringComparison.Ordinal) || target == "anon_inode:[pidfd]");

    internal static List<Mapping> Mappings() => [.. File.ReadLines("/proc/self/maps")
        .Where(static line => line.Contains("/memfd:cells", StringComparison.Ordinal))
        .Select(Parse)];

    private static Mapping Parse(string line)
    {
        // 7f00-7f10 r--s 00000000 00:01 1234 /memfd:cells (deleted)
        string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        long[] range = [.. parts[0].Split('-').Select(static part => Convert.ToInt64(part, 16))];
        return new Mapping(range[1] - range[0], parts[1], long.Parse(parts[4], provider: null));
    }
}
