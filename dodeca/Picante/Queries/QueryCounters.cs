namespace Picante;

/// <summary>What became of a query's values in a database since it was made.</summary>
public sealed class QueryCounters
{
    private long _executed;
    private long _reused;
    private long _hits;
    private long _joined;
    private long _failed;
    private long _cancelled;
    private long _evicted;
    private long _loaded;

    internal QueryCounters(string query) => Query = query;

    /// <summary>The query's name.</summary>
    public string Query { get; }

    /// <summary>How often it was computed to its end.</summary>
    public long Executed => Interlocked.Read(ref _executed);

    /// <summary>How often a value of an earlier revision was found to be valid still.</summary>
    public long Reused => Interlocked.Read(ref _reused);

    /// <summary>How often a value of the same revision was there.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>How often somebody waited for what was already being computed.</summary>
    public long Joined => Interlocked.Read(ref _joined);

    /// <summary>How often it threw; counted in <see cref="Executed"/> too.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>How often it was ended because nobody waited any more.</summary>
    public long Cancelled => Interlocked.Read(ref _cancelled);

    /// <summary>How many values were forgotten for want of memory.</summary>
    public long Evicted => Interlocked.Read(ref _evicted);

    /// <summary>How many values a cache brought.</summary>
    public long Loaded => Interlocked.Read(ref _loaded);

    internal void CountExecuted() => Interlocked.Increment(ref _executed);

    internal void CountReused() => Interlocked.Increment(ref _reused);

    internal void CountHit() => Interlocked.Increment(ref _hits);

    internal void CountJoined() => Interlocked.Increment(ref _joined);

    internal void CountFailed() => Interlocked.Increment(ref _failed);

    internal void CountCancelled() => Interlocked.Increment(ref _cancelled);

    internal void CountEvicted() => Interlocked.Increment(ref _evicted);

    internal void CountLoaded() => Interlocked.Increment(ref _loaded);
}
