namespace Gingembre;

/// <summary>What to say to somebody who wrote a name that is not there.</summary>
internal static class Advice
{
    internal static string? For(string name, IEnumerable<string> known) => Cells.Toml.NearestName.Find(name, known) is { } nearest ? $"did you mean '{nearest}'?" : null;
}
