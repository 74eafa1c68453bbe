namespace Gingembre.Filters;

/// <summary>Filters of paths, whose parts stand between slashes.</summary>
internal static class PathFilters
{
    internal static void AddTo(FilterTable table)
    {
        table.Add("path_segments", static value => Value.Of((IReadOnlyList<Value>)[.. Segments(value).Select(Value.Of)]));
        table.Add("path_first", static value => Value.Of(Segments(value) is [var first, ..] ? first : ""));
        table.Add("path_basename", static value => Value.Of(Segments(value) is [.., var last] ? last : ""));
        table.Add("path_parent", static value => Value.Of(Parent(ValueText.Print(value))));
    }

    private static string[] Segments(Value value) => ValueText.Print(value).Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static string Parent(string path)
    {
        string trimmed = path.TrimEnd('/');
        int slash = trimmed.LastIndexOf('/');
        return slash > 0 ? trimmed[..slash] : slash == 0 ? "/" : "";
    }
}
