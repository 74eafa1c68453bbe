using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cells.Images.Schemas;

namespace Cells.Images.Dynamic;

/// <summary>
/// Turns JSON into request images and response images into JSON by a schema alone. Names are snake_case; a member that may be null or has a
/// default may be left out; 64-bit and wider integers are exact; bytes are base64, dates ISO 8601, enums their names or numbers.
/// </summary>
public static class JsonTranscoder
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 4 * ImageLimits.MaxDepth };

    /// <summary>Makes a request's image of JSON: the message, or an object of the parameters.</summary>
    /// <exception cref="JsonImageException">The text is not JSON, or does not fit the request.</exception>
    public static byte[] ReadRequest(MethodSchema method, string json) => Read(method.Request, json);

    /// <summary>Makes a message's canonical image of JSON.</summary>
    /// <exception cref="JsonImageException">The text is not JSON, or does not fit the message.</exception>
    public static byte[] Read(MessageSchema message, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return JsonToImage.Write(message, document.RootElement);
        }
        catch (JsonException error)
        {
            throw new JsonImageException("", Malformed(error), error);
        }
    }

    /// <summary>Writes a response as JSON: the message, the bare value where the response only wraps one, or null where there is none.</summary>
    /// <exception cref="ImageException">The bytes are not an image of the response.</exception>
    public static string WriteResponse(MethodSchema method, ReadOnlySpan<byte> image)
    {
        if (method.Response is not { } response)
            return "null";
        return method.IsResponseSynthesized ? Write(response, image, isWrapped: true) : Write(response, image, isWrapped: false);
    }

    /// <summary>Writes a message as JSON, compact and in the order of its members.</summary>
    /// <exception cref="ImageException">The bytes are not an image of the message.</exception>
    public static string Write(MessageSchema message, ReadOnlySpan<byte> image) => Write(message, image, isWrapped: false);

    private static string Write(MessageSchema message, ReadOnlySpan<byte> image, bool isWrapped)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, Compact))
        {
            var reader = new ImageToJson(json, ReadBudget.For(image));
            if (isWrapped)
                reader.WriteWrapped(message, image);
            else
                reader.WriteMessage(message, image);
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static string Malformed(JsonException error)
    {
        // The reader's own message ends with the position in its own words.
        string problem = error.Message;
        int position = problem.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (position >= 0)
            problem = problem[..position];
        return $"The JSON is malformed at line {(error.LineNumber ?? 0) + 1}, byte {(error.BytePositionInLine ?? 0) + 1}: {problem}";
    }
}
