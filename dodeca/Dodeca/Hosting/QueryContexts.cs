using System.Collections.Concurrent;
using Dodeca.Queries;
using Picante;

namespace Dodeca.Hosting;

/// <summary>The queries that cells work for at the moment: a callback says which, and what it asks for becomes that query's dependency.</summary>
internal sealed class QueryContexts
{
    private readonly ConcurrentDictionary<ulong, Caller> _all = [];
    private ulong _last;

    /// <summary>Makes a query known until the result is disposed.</summary>
    /// <param name="query">The query.</param>
    /// <param name="site">The site that it is about.</param>
    /// <param name="url">The address of what it makes: what relative URLs in it start from.</param>
    internal Lease Lend(QueryContext query, SiteQueries site, string url)
    {
        ulong number = Interlocked.Increment(ref _last);
        _all[number] = new Caller(query, site, url);
        return new Lease(this, number);
    }

    /// <summary>The query that a callback is for.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    internal Caller Of(ulong number) => _all.TryGetValue(number, out Caller? caller) ? caller : throw new InvalidOperationException($"the rendering {number} has ended");

    internal sealed record Caller(QueryContext Query, SiteQueries Site, string Url);

    internal readonly struct Lease(QueryContexts contexts, ulong number) : IDisposable
    {
        internal ulong Number => number;

        public void Dispose() => contexts._all.TryRemove(number, out _);
    }
}
