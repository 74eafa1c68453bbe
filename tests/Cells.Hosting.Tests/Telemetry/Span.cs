using Google.Protobuf;

namespace Cells.Hosting.Tests.Telemetry;

/// <summary>What of an exported span the tests look at.</summary>
/// <param name="Service">The process that exported it.</param>
/// <param name="Trace">The trace, in hexadecimal.</param>
/// <param name="Id">Its id, likewise.</param>
/// <param name="Parent">Its parent's; empty for none.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">2 for a server's, 3 for a client's.</param>
/// <param name="Attributes">Its attributes that are texts.</param>
internal sealed record Span(string Service, string Trace, string Id, string Parent, string Name, int Kind, IReadOnlyDictionary<string, string> Attributes)
{
    internal const int Server = 2;
    internal const int Client = 3;

    /// <summary>Reads an export request, by the numbers of its fields in OTLP's <c>trace.proto</c>.</summary>
    internal static List<Span> Read(byte[] request)
    {
        var spans = new List<Span>();
        foreach (ByteString resourceSpans in Messages(request, field: 1))
        {
            string service = Messages(resourceSpans, field: 1).SelectMany(static resource => Texts(resource, field: 1)).FirstOrDefault(static text => text.Key == "service.name").Value ?? "";
            spans.AddRange(Messages(resourceSpans, field: 2).SelectMany(static scope => Messages(scope, field: 2)).Select(span => ReadSpan(service, span)));
        }

        return spans;
    }

    private static Span ReadSpan(string service, ByteString span)
    {
        string Hex(int field) => Convert.ToHexStringLower(Messages(span, field).FirstOrDefault(ByteString.Empty).Span);
        return new Span(service, Hex(1), Hex(2), Hex(4), Messages(span, 5).First().ToStringUtf8(), Numbers(span, 6).First(), Texts(span, 9).ToDictionary());
    }

    private static IEnumerable<KeyValuePair<string, string>> Texts(ByteString message, int field) =>
        from pair in Messages(message, field)
        from value in Messages(pair, 2)
        from text in Messages(value, 1)
        select KeyValuePair.Create(Messages(pair, 1).First().ToStringUtf8(), text.ToStringUtf8());

    private static List<ByteString> Messages(ByteString message, int field) => Messages(message.ToByteArray(), field);

    private static List<ByteString> Messages(byte[] message, int field)
    {
        var found = new List<ByteString>();
        var input = new CodedInputStream(message);
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            if (tag == WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited))
                found.Add(input.ReadBytes());
            else
                input.SkipLastField();
        }

        return found;
    }

    private static List<int> Numbers(ByteString message, int field)
    {
        var found = new List<int>();
        CodedInputStream input = message.CreateCodedInput();
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            if (tag == WireFormat.MakeTag(field, WireFormat.WireType.Varint))
                found.Add(input.ReadInt32());
            else
                input.SkipLastField();
        }

        return found;
    }
}
