using Cells.Toml;

namespace Cells.Nucleus.Genomes.Reading;

/// <summary>The end of an error message about a name that is not known.</summary>
internal static class Suggestion
{
    private const int ShownLengthMax = 80;

    /// <summary><c>; did you mean 'x'?</c>, or nothing where no name is near.</summary>
    public static string For(string name, IEnumerable<string> known) =>
        NearestName.Find(name, known) is string nearest ? $"; did you mean '{nearest}'?" : "";

    public static string Shorten(string name) => name.Length > ShownLengthMax ? $"{name[..ShownLengthMax]}..." : name;
}
