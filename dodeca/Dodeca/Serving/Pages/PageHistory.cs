namespace Dodeca.Serving.Pages;

/// <summary>Pages as they were when they were sent to somebody: what has changed since then is found by comparing.</summary>
internal sealed class PageHistory
{
    /// <summary>How many characters are remembered; then the oldest pages are forgotten, and whoever shows one loads it anew.</summary>
    private const long MaxCharacters = 32 << 20;

    private readonly Dictionary<(string Route, string Generation), string> _pages = [];
    private readonly Queue<(string Route, string Generation)> _order = [];
    private readonly Lock _gate = new();
    private long _characters;

    internal void Remember(string route, PageState.Shown page)
    {
        lock (_gate)
        {
            if (!_pages.TryAdd((route, page.Generation), page.Html))
                return;
            _order.Enqueue((route, page.Generation));
            _characters += page.Html.Length;
            while (_characters > MaxCharacters && _order.TryDequeue(out (string, string) oldest) && _pages.Remove(oldest, out string? forgotten))
                _characters -= forgotten.Length;
        }
    }

    /// <returns>The page; null where it was forgotten, or never sent.</returns>
    internal string? Find(string route, string generation)
    {
        lock (_gate)
            return _pages.GetValueOrDefault((route, generation));
    }
}
