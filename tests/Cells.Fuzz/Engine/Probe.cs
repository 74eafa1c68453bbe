using Cells.Binding;
using Cells.Images;
using Cells.Images.Dynamic;
using Cells.Images.Schemas;

namespace Cells.Fuzz.Engine;

/// <summary>Does with bytes all that can be done with an image of one message.</summary>
/// <param name="name">The message's name in its schema.</param>
/// <param name="schemaJson">The schema of a contract that uses the message.</param>
public abstract class Probe(string name, string schemaJson)
{
    /// <summary>The message's name.</summary>
    public string Name { get; } = name;

    /// <summary>The message.</summary>
    public abstract Type Message { get; }

    /// <summary>The message's schema.</summary>
    protected MessageSchema Schema { get; } = ContractSchema.Parse(schemaJson).Methods
        .SelectMany(static method => new[] { method.Request, method.Response })
        .First(message => message?.Name == name)!;

    /// <summary>The image of a value.</summary>
    public abstract byte[] Write(object value);

    /// <summary>Does everything, and checks what came of it.</summary>
    /// <param name="image">The bytes.</param>
    /// <param name="isChanging">Whether somebody else may be writing them: then no two looks need to agree.</param>
    /// <returns>Whether the bytes are an image of the message.</returns>
    /// <exception cref="CaseFailedException">The product did what it must never do.</exception>
    public abstract bool Check(ReadOnlySpan<byte> image, bool isChanging);
}

/// <summary>Does with bytes all that can be done with an image of one message.</summary>
/// <typeparam name="T">The message.</typeparam>
/// <typeparam name="TView">Its view.</typeparam>
/// <param name="name">The message's name in its schema.</param>
/// <param name="schemaJson">The schema of a contract that uses the message.</param>
/// <param name="visitView">Walks the view over an image.</param>
/// <param name="visitValue">Walks an owned value.</param>
public sealed class Probe<T, TView>(string name, string schemaJson, Action<ReadOnlySpan<byte>, Walk> visitView, Action<T, Walk> visitValue) : Probe(name, schemaJson)
    where T : IImageMessage<T>
    where TView : IImageView<TView>, allows ref struct
{
    private readonly Walk _walk = new();
    private readonly Walk _second = new();
    private T? _owned;
    private byte[] _copy = [];
    private bool _hasTwins;
    private bool _isUnknown;
    private string _json = "";
    private byte[] _again = [];

    /// <inheritdoc/>
    public override Type Message => typeof(T);

    /// <inheritdoc/>
    public override byte[] Write(object value) => Bytes((T)value);

    /// <inheritdoc/>
    public override bool Check(ReadOnlySpan<byte> image, bool isChanging)
    {
        _hasTwins = false;
        _isUnknown = false;
        bool walked = Attempt("walk", image, WalkView);
        bool isComplete = _walk.IsComplete;
        bool read = Attempt("read", image, Read);
        bool copied = Attempt("copy", image, Copy);
        bool valid = Attempt("validate", image, ImageCodec.Validate<T>);
        bool written = Attempt("json", image, WriteJson);

        if (read)
            Must("write what was read", CheckOwned);
        if (copied)
            Must("read the copy", () => UnlessTwins(CheckCopy));
        if (written && !_json.Contains("$unknown", StringComparison.Ordinal))
            Must("read the json", () => UnlessTwins(() => UnlessTorn(isChanging, ReadJson)));
        if (isChanging)
            return read;

        if (_isUnknown)
            return read;
        if (read != copied && !(copied && _hasTwins))
            throw new CaseFailedException("compare", $"one of reading and copying refuses the image, the other does not (read {read}, copied {copied})");
        if (valid != (copied && image.SequenceEqual(_copy)))
            throw new CaseFailedException("compare", valid ? "an image was validated that is not canonical" : "a canonical image was not validated");
        if (!read)
            return false;
        if (!written)
            throw new CaseFailedException("compare", "an image was read into an owned value, but cannot be shown as JSON");
        if (!walked)
            throw new CaseFailedException("compare", "an image was read into an owned value, but its view cannot be walked");
        if (!Bytes(_owned!).AsSpan().SequenceEqual(_copy))
            throw new CaseFailedException("compare", "the copy of the view is not the image of the value that was read");
        // JSON has one NaN.
        if (!_json.Contains("NaN", StringComparison.Ordinal) && !_again.AsSpan().SequenceEqual(_copy))
            throw new CaseFailedException("compare", "what JSON shows of an image is not what the image has: " + _json);
        if (isComplete && _second.IsComplete && _walk.Hash != _second.Hash)
            throw new CaseFailedException("compare", "the copy does not show what the original shows");
        return true;
    }

    private void WalkView(ReadOnlySpan<byte> image)
    {
        _walk.Begin(image.Length);
        visitView(image, _walk);
    }

    private void Read(ReadOnlySpan<byte> image)
    {
        try
        {
            _owned = ImageCodec.Read<T>(image);
        }
        catch (ImageException error) when (AreTwins(error))
        {
            _hasTwins = true;
            throw;
        }
    }

    /// <summary>A map may hold 1.0 beside 1.00: two keys on the wire, and for .NET the same one.</summary>
    private static bool AreTwins(ImageException error) => error.Message.Contains("two keys that are the same", StringComparison.Ordinal);

    private static void UnlessTwins(Action run)
    {
        try
        {
            run();
        }
        catch (ImageException error) when (AreTwins(error))
        {
            // Only reading into an owned value tells them apart from a canonical image.
        }
    }

    /// <summary>A key that changed after its order was checked may be shown twice, as wrong as any other value that changes under its reader.</summary>
    private static void UnlessTorn(bool isChanging, Action run)
    {
        try
        {
            run();
        }
        catch (JsonImageException) when (isChanging)
        {
            // The JSON shows several states of the image at once, and is no message's.
        }
    }

    private void Copy(ReadOnlySpan<byte> image)
    {
        try
        {
            using Image<T> copy = ImageCopy.Create<T, TView>(TView.At(image));
            _copy = copy.Bytes.ToArray();
        }
        catch (ImageException error) when (error.Message.Contains("pass the image on", StringComparison.Ordinal))
        {
            // A case of an open union that is not known here: it reads, but cannot be written.
            _isUnknown = true;
            throw;
        }
    }

    private void WriteJson(ReadOnlySpan<byte> image) => _json = JsonTranscoder.Write(Schema, image);

    private void CheckOwned()
    {
        _second.Begin(int.MaxValue);
        visitValue(_owned!, _second);
    }

    private void CheckCopy()
    {
        if (!Bytes(ImageCodec.Read<T>(_copy)).AsSpan().SequenceEqual(_copy))
            throw new CaseFailedException("compare", "a copy is not canonical");
        ImageCodec.Validate<T>(_copy);
        _second.Begin(_copy.Length);
        visitView(_copy, _second);
    }

    private void ReadJson()
    {
        byte[] again = JsonTranscoder.Read(Schema, _json);
        if (!Bytes(ImageCodec.Read<T>(again)).AsSpan().SequenceEqual(again))
            throw new CaseFailedException("compare", "an image made of JSON is not canonical");
        _again = again;
    }

    private static byte[] Bytes(T value)
    {
        byte[] bytes = new byte[ImageCodec.Measure(value)];
        ImageCodec.Write(bytes, value);
        return bytes;
    }

    /// <summary>Does something that may refuse the image in the one way that there is.</summary>
    private static bool Attempt(string step, ReadOnlySpan<byte> image, Action<ReadOnlySpan<byte>> run)
    {
        CaseLimits limits = CaseLimits.Begin(step, image.Length);
        try
        {
            run(image);
        }
        catch (ImageException)
        {
            limits.End();
            return false;
        }
        catch (Exception error) when (error is not CaseFailedException)
        {
            throw new CaseFailedException(step, error.Message, error);
        }

        limits.End();
        return true;
    }

    /// <summary>Does something with what the product made itself, which it cannot refuse.</summary>
    private static void Must(string step, Action run)
    {
        Coverage.Refuel(long.MaxValue);
        try
        {
            run();
        }
        catch (Exception error) when (error is not CaseFailedException)
        {
            throw new CaseFailedException(step, error.Message, error);
        }
    }
}
