using System.Runtime.ExceptionServices;
using Picante.Persistence;

namespace Picante.Evaluation;

/// <summary>What a query has come to.</summary>
internal abstract class Memo
{
    private static long _uses;
    private long _verifiedAt;

    private protected Memo(long changedAt, long validFrom, long verifiedAt, Node[] dependencies)
    {
        ChangedAt = changedAt;
        ValidFrom = validFrom;
        _verifiedAt = verifiedAt;
        Dependencies = dependencies;
    }

    /// <summary>The revision in which the value became another.</summary>
    internal long ChangedAt { get; }

    /// <summary>The first revision of those, without a gap, for which it is known to hold.</summary>
    internal long ValidFrom { get; }

    /// <summary>The last of them.</summary>
    internal long VerifiedAt => Interlocked.Read(ref _verifiedAt);

    /// <summary>What it depends on, in the order in which it was asked for.</summary>
    internal Node[] Dependencies { get; }

    /// <summary>Whether it was computed for an old snapshot from what newer ones have replaced already, so that nothing newer may build on it. Set before anybody sees it.</summary>
    internal bool IsOvertaken { get; set; }

    /// <summary>Whether it holds at a revision.</summary>
    internal bool Covers(long revision) => ValidFrom <= revision && revision <= VerifiedAt;

    /// <summary>A number for a use or for a new value, larger than those of all earlier ones: a clock could not tell apart what is used in one of its ticks.</summary>
    private protected static long NextUse() => Interlocked.Increment(ref _uses);

    /// <summary>Says that it holds up to a revision.</summary>
    internal void Extend(long revision)
    {
        for (long seen = VerifiedAt; seen < revision; seen = VerifiedAt)
            Interlocked.CompareExchange(ref _verifiedAt, revision, seen);
    }
}

/// <inheritdoc/>
internal sealed class Memo<TValue> : Memo
{
    private readonly TValue _value;
    private readonly Trace? _trace;
    private readonly long _origin;
    private long _lastUse;

    private Memo(TValue value, Exception? error, bool isInMemory, Trace? trace, long changedAt, long validFrom, long verifiedAt, Node[] dependencies, Memo<TValue>? origin)
        : base(changedAt, validFrom, verifiedAt, dependencies)
    {
        _origin = origin?._origin ?? NextUse();
        _value = value;
        Error = error;
        IsInMemory = isInMemory;
        _trace = trace;
        _lastUse = NextUse();
    }

    /// <summary>What it threw; null where it did not.</summary>
    internal Exception? Error { get; }

    /// <summary>Whether the value, or the error, can be had without computing it.</summary>
    internal bool HasValue => IsInMemory || Error is not null || IsEncoded;

    /// <summary>Whether the value is an object in memory.</summary>
    internal bool IsInMemory { get; }

    /// <summary>Whether a cache has brought the value.</summary>
    internal bool IsEncoded => _trace?.Codec is not null;

    /// <summary>The value as a cache has brought it.</summary>
    internal ReadOnlyMemory<byte> Encoded => _trace!.Encoded;

    /// <summary>The hash of a value that was not kept; null where that is not known.</summary>
    internal UInt128? Hash => _trace?.Hash;

    /// <summary>Its last use: the larger, the later.</summary>
    internal long LastUse => Volatile.Read(ref _lastUse);

    internal static Memo<TValue> Of(TValue value, long changedAt, long validFrom, long verifiedAt, Node[] dependencies) =>
        new(value, null, isInMemory: true, null, changedAt, validFrom, verifiedAt, dependencies, origin: null);

    internal static Memo<TValue> Failed(Exception error, long revision, Node[] dependencies) =>
        new(default!, error, isInMemory: false, null, revision, revision, revision, dependencies, origin: null);

    internal static Memo<TValue> FromCache(ReadOnlyMemory<byte> encoded, IQueryCodec<TValue>? codec, UInt128? hash, long changedAt, long validFrom, long verifiedAt, Node[] dependencies) =>
        new(default!, null, isInMemory: false, new Trace(encoded, codec, hash), changedAt, validFrom, verifiedAt, dependencies, origin: null);

    /// <summary>The same, known to hold for other revisions.</summary>
    internal Memo<TValue> Moved(long validFrom, long verifiedAt) =>
        new(_value, Error, IsInMemory, _trace, ChangedAt, validFrom, verifiedAt, Dependencies, this);

    /// <summary>The same, as what became another in the last revision for which it is known to hold.</summary>
    internal Memo<TValue> ChangedNow() =>
        new(_value, Error, IsInMemory, _trace, VerifiedAt, ValidFrom, VerifiedAt, Dependencies, this);

    /// <summary>Whether it is the same value as another memo's: one has been made of the other, or both of a third.</summary>
    internal bool IsOfOneOriginWith(Memo<TValue>? other) => other is not null && _origin == other._origin;

    /// <summary>The same without its value.</summary>
    internal Memo<TValue> WithoutValue(IQueryCodec<TValue>? codec) =>
        new(default!, Error, isInMemory: false, codec is null ? null : new Trace(default, null, ContentHash.Of(codec, _value)), ChangedAt, ValidFrom, VerifiedAt, Dependencies, this);

    /// <summary>The value; throws what the query threw.</summary>
    internal TValue Take()
    {
        if (Error is not null)
            ExceptionDispatchInfo.Throw(Error);
        Volatile.Write(ref _lastUse, NextUse());
        if (IsInMemory)
            return _value;
        return _trace!.Value;
    }

    /// <summary>Whether another value is the same; false where it cannot be known.</summary>
    internal bool IsSame(TValue other, QueryOptionsView<TValue> options)
    {
        if (Error is not null)
            return false;
        if (IsInMemory || IsEncoded)
            return options.Equality.Equals(Take(), other);
        return Hash is { } hash && options.ValueCodec is { } codec && ContentHash.Of(codec, other) == hash;
    }

    /// <summary>What is known of a value that is not in memory.</summary>
    /// <param name="encoded">The value as a cache has brought it.</param>
    /// <param name="codec">Reads it; null where there is only the hash.</param>
    /// <param name="hash">The hash of a value that was not kept.</param>
    private sealed class Trace(ReadOnlyMemory<byte> encoded, IQueryCodec<TValue>? codec, UInt128? hash)
    {
        private Decoded? _decoded;

        internal ReadOnlyMemory<byte> Encoded => encoded;

        internal IQueryCodec<TValue>? Codec => codec;

        internal UInt128? Hash => hash;

        /// <summary>The value; read when it is first asked for.</summary>
        internal TValue Value => (_decoded ??= new Decoded(codec!.Read(encoded))).Value;
    }

    private sealed record Decoded(TValue Value);
}

/// <summary>What a memo needs to know of its query.</summary>
internal readonly record struct QueryOptionsView<TValue>(IEqualityComparer<TValue> Equality, IQueryCodec<TValue>? ValueCodec);
