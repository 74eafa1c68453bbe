using System.Text.Json;
using System.Text.Json.Nodes;
using Cells.Binding.Streams;
using Cells.Images.Dynamic;
using Cells.Images.Schemas;

namespace Cells.Cli.Calling;

/// <summary>Takes the streams out of the JSON of a call's arguments, where each is an array of its items.</summary>
internal static class StreamArguments
{
    /// <summary>The request's image, and the streams in the order of their channels.</summary>
    /// <exception cref="JsonImageException">The text is not JSON, or does not fit.</exception>
    internal static (byte[] Request, StreamArgument[] Streams) Read(MethodSchema method, string json)
    {
        if (method.Streams.Count == 0)
            return (JsonTranscoder.ReadRequest(method, json), []);

        if (method.Streams.FirstOrDefault(static stream => stream.Item is null) is { } tunnel)
            throw new CommandException(ExitCodes.Failed, $"{method.Name} takes a tunnel, '{tunnel.Name}', which cannot be given in JSON; call it from a program.");
        JsonObject arguments = Parse(json);
        StreamArgument[] streams = [.. method.Streams.Select(stream => Take(stream, arguments))];
        return (JsonTranscoder.ReadRequest(method, arguments.ToJsonString()), streams);
    }

    private static JsonObject Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new JsonImageException("", "expected an object");
        }
        catch (JsonException error)
        {
            throw new JsonImageException("", $"no JSON: {error.Message}", error);
        }
    }

    private static ImageSource Take(StreamSchema stream, JsonObject arguments)
    {
        if (!arguments.Remove(stream.Name, out JsonNode? items))
            throw new JsonImageException($"$.{stream.Name}", "missing: the stream as an array of its items");
        if (items is not JsonArray array)
            throw new JsonImageException($"$.{stream.Name}", "expected an array with the items of the stream");
        return new ImageSource([.. array.Select((item, i) => Read(stream, item, i))]);
    }

    private static ReadOnlyMemory<byte> Read(StreamSchema stream, JsonNode? item, int index)
    {
        try
        {
            return JsonTranscoder.Read(stream.Item!, item?.ToJsonString() ?? "null");
        }
        catch (JsonImageException error)
        {
            throw new JsonImageException($"$.{stream.Name}[{index}]{error.Path.TrimStart('$')}", error.Problem, error);
        }
    }
}
