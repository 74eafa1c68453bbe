using Cells.Images;
using Cells.Images.Dynamic;
using Cells.Images.Schemas;
using Cells.Samples.Golden;

namespace Cells.Image.Tests.Golden;

/// <summary>An image that is checked in with its schema and its JSON.</summary>
internal sealed class GoldenCase
{
    private static readonly ContractSchema Contract = ContractSchema.Parse(GoldenClient.Contract.SchemaJson);

    private readonly Func<byte[], byte[]> _writeAgain;

    private GoldenCase(string name, string explanation, string message, byte[] image, bool isCanonical, Func<byte[], byte[]> writeAgain)
    {
        Name = name;
        Explanation = explanation;
        Message = message;
        Image = image;
        IsCanonical = isCanonical;
        _writeAgain = writeAgain;
    }

    /// <summary>Its name, and its folder's.</summary>
    public string Name { get; }

    /// <summary>What it shows, for readers of the page.</summary>
    public string Explanation { get; }

    /// <summary>The message's name in the schema.</summary>
    public string Message { get; }

    /// <summary>Its bytes.</summary>
    public byte[] Image { get; }

    /// <summary>Whether a writer of this schema writes these bytes; otherwise they come of another version.</summary>
    public bool IsCanonical { get; }

    /// <summary>Whether what is read can be written again; not where a newer writer sent a case that is unknown here.</summary>
    public bool IsWritable { get; private init; } = true;

    /// <summary>Its JSON, as the transcoder prints it by the schema alone.</summary>
    public string Json => JsonOf(Image);

    /// <summary>What a writer writes.</summary>
    public static GoldenCase Of<T>(string name, string explanation, T value)
        where T : IImageMessage<T> => Create<T>(name, explanation, Bytes(value), isCanonical: true);

    /// <summary>What a reader finds that a writer of its own version would not have written.</summary>
    public static GoldenCase Foreign<T>(string name, string explanation, byte[] image)
        where T : IImageMessage<T> => Create<T>(name, explanation, image, isCanonical: false);

    /// <summary>What a reader finds and cannot write.</summary>
    public static GoldenCase Unwritable<T>(string name, string explanation, byte[] image)
        where T : IImageMessage<T> => Create<T>(name, explanation, image, isCanonical: false, isWritable: false);

    /// <summary>The image of a value.</summary>
    public static byte[] Bytes<T>(T value)
        where T : IImageMessage<T>
    {
        var bytes = new byte[ImageCodec.Measure(value)];
        ImageCodec.Write(bytes, value);
        return bytes;
    }

    /// <summary>The JSON of an image of this message.</summary>
    /// <exception cref="ImageException">The bytes are not an image of the message.</exception>
    public string JsonOf(byte[] image) => JsonTranscoder.Write(Method.Request, image);

    /// <summary>The image that JSON makes by the schema alone.</summary>
    public byte[] ImageOf(string json) => JsonTranscoder.ReadRequest(Method, json);

    /// <summary>Reads an image into an owned value by generated code, and writes that.</summary>
    /// <exception cref="ImageException">The bytes are not an image of the message.</exception>
    public byte[] WriteAgain(byte[] image) => _writeAgain(image);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private MethodSchema Method => Contract.Methods.Single(method => method.Request.Name == Message);

    private static GoldenCase Create<T>(string name, string explanation, byte[] image, bool isCanonical, bool isWritable = true)
        where T : IImageMessage<T> =>
        new(name, explanation, typeof(T).Name, image, isCanonical, static bytes => Bytes(ImageCodec.Read<T>(bytes))) { IsWritable = isWritable };
}
