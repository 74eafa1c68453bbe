using System.Buffers;
using System.Text.Json;
using Dodeca.HtmlDiff;

namespace Dodeca.Http;

/// <summary>What a page and its server say to each other, as JSON.</summary>
internal static class LiveJson
{
    internal static byte[] Of(PageEvent change) => Write(writer =>
    {
        switch (change)
        {
            case PageEvent.Patched patched:
                writer.WriteString("type", "patched");
                writer.WriteString("generation", patched.Generation);
                writer.WriteStartArray("patches");
                foreach (PagePatch patch in patched.Patches)
                    Write(writer, patch);
                writer.WriteEndArray();
                break;
            case PageEvent.Failed failed:
                writer.WriteString("type", "failed");
                writer.WriteString("report", failed.Report);
                break;
            case PageEvent.Mended:
                writer.WriteString("type", "mended");
                break;
            default:
                writer.WriteString("type", "reload");
                break;
        }
    });

    internal static byte[] Of(long id, List<ScopeEntry> entries) => Write(writer =>
    {
        writer.WriteString("type", "answer");
        writer.WriteNumber("id", id);
        writer.WriteStartArray("entries");
        foreach (ScopeEntry entry in entries)
        {
            writer.WriteStartObject();
            writer.WriteString("name", entry.Name);
            writer.WriteString("kind", entry.Kind);
            writer.WriteString("text", entry.Text);
            writer.WriteBoolean("has_entries", entry.HasEntries);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    internal static byte[] Of(long id, EvalResult result) => Write(writer =>
    {
        writer.WriteString("type", "answer");
        writer.WriteNumber("id", id);
        writer.WriteString("text", result.Text);
        writer.WriteString("problem", result.Problem);
    });

    /// <returns>What a page asks; null where that cannot be read.</returns>
    internal static LiveQuestion? TryReadQuestion(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            JsonElement root = document.RootElement;
            long id = root.GetProperty("id").GetInt64();
            return root.TryGetProperty("expression", out JsonElement expression)
                ? new LiveQuestion(id, [], expression.GetString())
                : new LiveQuestion(id, [.. root.GetProperty("path").EnumerateArray().Select(static part => part.GetString() ?? "")], null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, PagePatch patch)
    {
        writer.WriteStartObject();
        switch (patch)
        {
            case PagePatch.Replace replace:
                Begin(writer, "replace", replace.Path);
                writer.WriteString("html", replace.Html);
                break;
            case PagePatch.Insert insert:
                Begin(writer, "insert", insert.Path);
                writer.WriteNumber("index", insert.Index);
                writer.WriteString("html", insert.Html);
                break;
            case PagePatch.Remove remove:
                Begin(writer, "remove", remove.Path);
                break;
            case PagePatch.Move move:
                Begin(writer, "move", move.Path);
                writer.WriteNumber("index", move.Index);
                break;
            case PagePatch.SetText text:
                Begin(writer, "text", text.Path);
                writer.WriteString("text", text.Text);
                break;
            case PagePatch.SetAttribute attribute:
                Begin(writer, "attribute", attribute.Path);
                writer.WriteString("name", attribute.Name);
                writer.WriteString("value", attribute.Value);
                break;
        }

        writer.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter writer, string kind, List<int> path)
    {
        writer.WriteString("kind", kind);
        writer.WriteStartArray("path");
        foreach (int step in path)
            writer.WriteNumberValue(step);
        writer.WriteEndArray();
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
