using Gingembre.Json;

namespace Gingembre.Tests;

/// <summary>Templates that stand in tests.</summary>
internal static class Rendering
{
    /// <summary>Renders a template that is not escaped.</summary>
    internal static string Render(string source, string data = "{}", TemplateOptions? options = null, params (string Name, string Source)[] others) =>
        RenderAs("test.txt", source, data, options, others);

    /// <summary>Renders a template whose name says whether it is escaped.</summary>
    internal static string RenderAs(string name, string source, string data = "{}", TemplateOptions? options = null, params (string Name, string Source)[] others)
    {
        var engine = new TemplateEngine(new MemoryLoader(others.ToDictionary(static other => other.Name, static other => other.Source)), options);
        return engine.Read(name, source).Render(Values(data));
    }

    /// <summary>The error that a template comes to.</summary>
    internal static TemplateException ErrorOf(string source, string data = "{}", TemplateOptions? options = null, params (string Name, string Source)[] others) =>
        Assert.Throws<TemplateException>(() => Render(source, data, options, others));

    private static IEnumerable<KeyValuePair<string, Value>> Values(string json)
    {
        MapValue map = JsonText.Parse(json).AsMap;
        return map.Keys.Zip(map.Values, static (key, value) => KeyValuePair.Create(key.AsString, value));
    }
}
