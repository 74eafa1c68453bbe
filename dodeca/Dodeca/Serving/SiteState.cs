namespace Dodeca.Serving;

/// <summary>A site as it was at one moment.</summary>
/// <param name="Number">Which: later ones have larger numbers.</param>
/// <param name="NoticedAt">When the change was noticed that made it, as a timestamp.</param>
/// <param name="Problem">Why its folder cannot be looked at any more: what is served is as it was before; null where it can.</param>
internal sealed record SiteState(long Number, long NoticedAt, Problems.Problem? Problem);
