using Cells;
using Dodeca.Host;
using Google.Protobuf;

namespace Dodeca.Sass;

/// <summary>One compilation: its request, the answers to what the compiler asks, its result. The numbers are those of the protocol's messages and fields, version 3.</summary>
/// <param name="stylesheets">The files that it may use.</param>
/// <param name="entry">The one that is compiled.</param>
internal sealed class Compilation(Stylesheets stylesheets, string entry)
{
    private readonly TaskCompletionSource<CompiledSass> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<CompiledSass> Result => _result.Task;

    /// <summary>What asks for it.</summary>
    internal byte[] Request()
    {
        string url = Stylesheets.Scheme + entry;
        byte[] importer = Message(static writer => Field(writer, 2, 1));
        byte[] source = Message(writer =>
        {
            Field(writer, 1, stylesheets.Read(url));
            Field(writer, 2, url);
            Field(writer, 3, (uint)Stylesheets.SyntaxOf(url));
            Field(writer, 4, importer);
        });
        return Message(writer => Field(writer, 2, Message(request =>
        {
            Field(request, 2, source);
            Field(request, 5, 1);
            Field(request, 6, importer);
            Field(request, 13, 1);
        })));
    }

    /// <summary>Takes a message.</summary>
    /// <returns>What to answer; null where there is nothing to answer.</returns>
    internal byte[]? Receive(byte[] message)
    {
        var reader = new CodedInputStream(message);
        switch (WireFormat.GetTagFieldNumber(reader.ReadTag()))
        {
            case 1:
                Fail(new InvalidOperationException($"the Sass compiler did not understand this cell: {new Fields(reader.ReadBytes()).Text(3)}"));
                return null;
            case 2:
                Complete(new Fields(reader.ReadBytes()));
                return null;
            case 4:
                return Canonicalize(new Fields(reader.ReadBytes()));
            case 5:
                return Import(new Fields(reader.ReadBytes()));
            default:
                return null;
        }
    }

    internal void Fail(Exception error) => _result.TrySetException(error);

    private byte[] Canonicalize(Fields request) => Message(writer => Field(writer, 3, Message(answer =>
    {
        Field(answer, 1, request.Number(1));
        if (stylesheets.Canonicalize(request.Text(4)) is { } url)
            Field(answer, 2, url);
    })));

    private byte[] Import(Fields request) => Message(writer => Field(writer, 4, Message(answer =>
    {
        string url = request.Text(4);
        Field(answer, 1, request.Number(1));
        Field(answer, 2, Message(success =>
        {
            Field(success, 1, stylesheets.Read(url));
            Field(success, 2, (uint)Stylesheets.SyntaxOf(url));
        }));
    })));

    private void Complete(Fields response)
    {
        if (response.Find(2) is { } success)
        {
            var fields = new Fields(success);
            _result.TrySetResult(new CompiledSass(fields.Text(1), fields.Text(2), [.. response.Texts(4).Select(PathOf)]));
            return;
        }

        var failure = new Fields(response.Find(3) ?? ByteString.Empty);
        var span = new Fields(failure.Find(2) ?? ByteString.Empty);
        var start = new Fields(span.Find(2) ?? ByteString.Empty);
        var end = new Fields(span.Find(3) ?? ByteString.Empty);
        string url = span.Text(4);
        _result.TrySetException(new CellFaultException<SourceFault>(new SourceFault(
            $"sass/{(url.Length > 0 ? PathOf(url) : entry)}",
            (int)start.Number(2) + 1,
            (int)start.Number(3) + 1,
            Math.Max(1, (int)end.Number(1) - (int)start.Number(1)),
            failure.Text(1).Split('\n')[0].TrimEnd('.'),
            null)));
    }

    private static string PathOf(string url) => url.StartsWith(Stylesheets.Scheme, StringComparison.Ordinal) ? url[Stylesheets.Scheme.Length..] : url;

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new CodedOutputStream(buffer, leaveOpen: true))
            write(writer);
        return buffer.ToArray();
    }

    private static void Field(CodedOutputStream writer, int number, uint value)
    {
        writer.WriteTag(number, WireFormat.WireType.Varint);
        writer.WriteUInt32(value);
    }

    private static void Field(CodedOutputStream writer, int number, string value)
    {
        writer.WriteTag(number, WireFormat.WireType.LengthDelimited);
        writer.WriteString(value);
    }

    private static void Field(CodedOutputStream writer, int number, byte[] message)
    {
        writer.WriteTag(number, WireFormat.WireType.LengthDelimited);
        writer.WriteBytes(ByteString.CopyFrom(message));
    }

    /// <summary>The fields of a message.</summary>
    private sealed class Fields
    {
        private readonly List<(int Number, ByteString? Bytes, uint Value)> _all = [];

        internal Fields(ByteString message)
        {
            CodedInputStream reader = message.CreateCodedInput();
            while (reader.ReadTag() is > 0 and var tag)
            {
                int number = WireFormat.GetTagFieldNumber(tag);
                switch (WireFormat.GetTagWireType(tag))
                {
                    case WireFormat.WireType.LengthDelimited:
                        _all.Add((number, reader.ReadBytes(), 0));
                        break;
                    case WireFormat.WireType.Varint:
                        _all.Add((number, null, (uint)reader.ReadUInt64()));
                        break;
                    default:
                        reader.SkipLastField();
                        break;
                }
            }
        }

        internal ByteString? Find(int number) => _all.Find(field => field.Number == number && field.Bytes is not null).Bytes;

        internal string Text(int number) => Find(number)?.ToStringUtf8() ?? "";

        internal IEnumerable<string> Texts(int number) => _all.Where(field => field.Number == number && field.Bytes is not null).Select(static field => field.Bytes!.ToStringUtf8());

        internal uint Number(int number) => _all.Find(field => field.Number == number && field.Bytes is null).Value;
    }
}
