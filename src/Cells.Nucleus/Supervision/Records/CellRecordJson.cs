using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Cells.Nucleus.Contracts;

namespace Cells.Nucleus.Supervision;

/// <summary>
/// How a <see cref="CellRecord"/> is written. Member by member: a serializer would bring hundreds of methods to compile into the start of every program that has cells.
/// </summary>
internal static class CellRecordJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>Writes a record.</summary>
    internal static byte[] Write(CellRecord record)
    {
        var text = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(text, Indented))
        {
            json.WriteStartObject();
            json.WriteString("boot", record.Boot);
            json.WritePropertyName("spec");
            Write(json, record.Spec);
            json.WriteStartArray("previous");
            foreach (CellSpec previous in record.Previous)
                Write(json, previous);
            json.WriteEndArray();
            json.WriteStartArray("instances");
            foreach (InstanceRecord instance in record.Instances)
                Write(json, instance);
            json.WriteEndArray();
            json.WriteBoolean("is_idle", record.IsIdle);
            json.WriteEndObject();
        }

        return text.WrittenSpan.ToArray();
    }

    /// <summary>Reads a record.</summary>
    /// <exception cref="JsonException">That is none, or lacks something: another version has written it.</exception>
    internal static CellRecord Read(byte[] text)
    {
        using var document = JsonDocument.Parse(text);
        try
        {
            JsonElement json = document.RootElement;
            return new CellRecord(
                Text(json, "boot"),
                Spec(json.GetProperty("spec")),
                [.. json.GetProperty("previous").EnumerateArray().Select(Spec)],
                [.. json.GetProperty("instances").EnumerateArray().Select(Instance)],
                json.GetProperty("is_idle").GetBoolean());
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException("this is no record of a cell", error);
        }
    }

    private static void Write(Utf8JsonWriter json, InstanceRecord instance)
    {
        json.WriteStartObject();
        json.WriteNumber("process_id", instance.ProcessId);
        json.WriteNumber("start_ticks", instance.StartTicks);
        json.WriteNumber("replica", instance.Replica);
        json.WriteString("role", instance.Role);
        json.WriteString("folder", instance.Folder);
        json.WriteString("started_at", instance.StartedAt);
        if (instance.ReadyAfter is { } ready)
            json.WriteString("ready_after", ready.ToString("c", CultureInfo.InvariantCulture));
        json.WriteNumber("restarts", instance.Restarts);
        json.WritePropertyName("spec");
        Write(json, instance.Spec);
        json.WriteEndObject();
    }

    private static InstanceRecord Instance(JsonElement json) => new(
        json.GetProperty("process_id").GetInt32(),
        json.GetProperty("start_ticks").GetUInt64(),
        json.GetProperty("replica").GetInt32(),
        Text(json, "role"),
        Text(json, "folder"),
        json.GetProperty("started_at").GetDateTime(),
        json.TryGetProperty("ready_after", out JsonElement ready) && ready.GetString() is { } after ? TimeSpan.ParseExact(after, "c", CultureInfo.InvariantCulture) : null,
        json.GetProperty("restarts").GetInt32(),
        Spec(json.GetProperty("spec")));

    private static void Write(Utf8JsonWriter json, CellSpec spec)
    {
        json.WriteStartObject();
        json.WriteString("name", spec.Name);
        json.WriteString("program", spec.Program);
        Write(json, "arguments", spec.Arguments);
        json.WriteString("working_directory", spec.WorkingDirectory);
        Write(json, "environment", spec.Environment);
        json.WriteString("build", spec.Build);
        json.WriteString("source", spec.Source);
        json.WriteString("restart", spec.Restart);
        json.WriteNumber("ready_timeout_ms", spec.ReadyTimeoutMs);
        Write(json, "dependencies", spec.Dependencies);
        json.WriteBoolean("as_dependency", spec.AsDependency);
        json.WriteNumber("replicas", spec.Replicas);
        json.WriteNumber("memory_bytes", spec.MemoryBytes);
        json.WriteNumber("processors", spec.Processors);
        json.WriteNumber("processes", spec.Processes);
        json.WriteBoolean("on_demand", spec.OnDemand);
        json.WriteNumber("idle_stop_ms", spec.IdleStopMs);
        json.WriteBoolean("isolated", spec.Isolated);
        json.WriteEndObject();
    }

    private static CellSpec Spec(JsonElement json) => new(
        Text(json, "name"),
        Text(json, "program"),
        Texts(json, "arguments"),
        Text(json, "working_directory"),
        Texts(json, "environment"),
        Text(json, "build"),
        Text(json, "source"),
        Text(json, "restart"),
        json.GetProperty("ready_timeout_ms").GetInt32(),
        Texts(json, "dependencies"),
        json.GetProperty("as_dependency").GetBoolean(),
        json.GetProperty("replicas").GetInt32(),
        json.GetProperty("memory_bytes").GetInt64(),
        json.GetProperty("processors").GetDouble(),
        json.GetProperty("processes").GetInt32(),
        json.GetProperty("on_demand").GetBoolean(),
        json.GetProperty("idle_stop_ms").GetInt32(),
        json.GetProperty("isolated").GetBoolean());

    private static void Write(Utf8JsonWriter json, string name, List<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static List<string> Texts(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(static text => NotNull(text.GetString()))];

    private static string Text(JsonElement json, string name) => NotNull(json.GetProperty(name).GetString());

    private static string NotNull(string? text) => text ?? throw new JsonException("a text is missing");
}
