using System.Diagnostics.CodeAnalysis;

namespace Cells;

/// <summary>
/// The leases that are referred to in the image which this thread writes, for a peer that can be shown them. They are held from then on.
/// </summary>
internal readonly ref struct LeaseCollection
{
    /// <summary>Fewer bytes are copied: that is faster than to lend them. As much as a call writes straight into outgoing memory.</summary>
    internal const int MinBytes = Binding.CellInvoker.MaxDirectBytes;

    [ThreadStatic]
    private static List<ImageBuffer>? t_leases;

    [ThreadStatic]
    private static bool t_collects;

    /// <summary>Begins to collect.</summary>
    internal static LeaseCollection Begin()
    {
        t_collects = true;
        return default;
    }

    /// <summary>Holds a lease that is to be referred to.</summary>
    /// <param name="lease">Its memory.</param>
    /// <param name="index">Its number in the image.</param>
    /// <returns>False: the image is to contain its bytes.</returns>
    internal static bool TryAdd(ImageBuffer lease, out int index)
    {
        index = 0;
        if (!t_collects || lease.Length < MinBytes || lease.Place.Region is null)
            return false;
        List<ImageBuffer> leases = t_leases ??= [];
        index = leases.Count;
        if (index == LentLeases.MaxLeases)
            return false;
        lease.Retain();
        leases.Add(lease);
        return true;
    }

    /// <summary>What was collected, which is the caller's from now on; null where nothing was.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "Only in the scope.")]
    internal ImageBuffer[]? Take()
    {
        if (t_leases is not { Count: > 0 } leases)
            return null;
        ImageBuffer[] taken = [.. leases];
        leases.Clear();
        return taken;
    }

    /// <summary>Ends it, and releases what was not taken.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "It ends a 'using'; the state is the thread's.")]
    public void Dispose()
    {
        t_collects = false;
        if (t_leases is not { Count: > 0 } leases)
            return;
        foreach (ImageBuffer lease in leases)
            lease.Release();
        leases.Clear();
    }
}
