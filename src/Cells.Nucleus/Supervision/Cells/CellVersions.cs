using Cells.Nucleus.Builds;
using Cells.Nucleus.Contracts;
using Cells.Platform.Files;

namespace Cells.Nucleus.Supervision;

/// <summary>What a cell runs, and what it ran before, whose builds are kept as long as they can be rolled back to.</summary>
internal sealed class CellVersions : IDisposable
{
    private readonly int _max;
    private readonly Lock _gate = new();

    // The one that runs is the first.
    private readonly List<Version> _versions = [];

    /// <param name="current">What it runs.</param>
    /// <param name="earlier">What it ran before, the last one first.</param>
    /// <param name="max">How many earlier ones are kept.</param>
    internal CellVersions(CellSpec current, IEnumerable<CellSpec> earlier, int max)
    {
        _max = max;
        _versions.Add(Hold(current));
        _versions.AddRange(earlier.Take(max).Select(Hold));
    }

    internal CellSpec Current
    {
        get
        {
            lock (_gate)
                return _versions[0].Spec;
        }
    }

    /// <summary>What it ran before; null where there is nothing.</summary>
    internal CellSpec? Previous
    {
        get
        {
            lock (_gate)
                return _versions.Count > 1 ? _versions[1].Spec : null;
        }
    }

    /// <summary>All that it ran before, the last one first.</summary>
    internal List<CellSpec> Earlier
    {
        get
        {
            lock (_gate)
                return [.. _versions.Skip(1).Select(static version => version.Spec)];
        }
    }

    /// <summary>It runs another one now.</summary>
    internal void Push(CellSpec spec)
    {
        lock (_gate)
        {
            _versions.Insert(0, Hold(spec));
            while (_versions.Count > _max + 1)
            {
                _versions[^1].InUse?.Dispose();
                _versions.RemoveAt(_versions.Count - 1);
            }
        }
    }

    /// <summary>It runs the one before now.</summary>
    internal void Pop()
    {
        lock (_gate)
        {
            _versions[0].InUse?.Dispose();
            _versions.RemoveAt(0);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (Version version in _versions)
                version.InUse?.Dispose();
        }
    }

    /// <summary>Builds that run, or may run again, are not removed when newer ones come.</summary>
    private static Version Hold(CellSpec spec)
    {
        string build = Path.GetDirectoryName(spec.Program)!;
        return new Version(spec, File.Exists(build + KeptBuilds.RecordSuffix) ? FileLock.TryShare(KeptBuilds.UseFile(build)) : null);
    }

    private sealed record Version(CellSpec Spec, FileLock? InUse);
}
