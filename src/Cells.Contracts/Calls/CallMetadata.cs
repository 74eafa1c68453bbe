using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Cells.Images;

namespace Cells;

/// <summary>
/// Keys and texts that travel with a call beside its request, such as a trace or a tenant: at most <see cref="MaxEntries"/> entries and
/// <see cref="MaxBytes"/> in all. Immutable; what is sent is built once, so a client that uses it for many calls pays for it once.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is what travels, not a collection to be filled.")]
public sealed class CallMetadata : IReadOnlyCollection<KeyValuePair<string, string>>
{
    /// <summary>The most entries of a call's metadata.</summary>
    public const int MaxEntries = 64;

    /// <summary>The most bytes of a call's metadata, as the image that travels: 8 KiB.</summary>
    public const int MaxBytes = 8 << 10;

    private readonly List<MetadataEntry> _entries;
    private readonly byte[] _image;

    /// <summary>Makes metadata of keys and texts, in this order.</summary>
    /// <param name="entries">Each key once, of a-z, 0-9, <c>-</c>, <c>_</c> and <c>.</c>; any text that can be in a message.</param>
    /// <exception cref="ArgumentException">A key is there twice, is empty or has other characters.</exception>
    /// <exception cref="CellException"><see cref="CellErrorCode.ResourceExhausted"/>: more than <see cref="MaxEntries"/> or <see cref="MaxBytes"/>.</exception>
    public CallMetadata(params IEnumerable<KeyValuePair<string, string>> entries)
    {
        _entries = [.. entries.Select(static entry => new MetadataEntry(entry.Key, entry.Value))];
        if (Problem(_entries) is { } problem)
            throw new ArgumentException(problem, nameof(entries));
        if (_entries.Count > MaxEntries)
            throw Exhausted($"{_entries.Count} entries; the limit is {MaxEntries} (CallMetadata.MaxEntries)");

        _image = _entries.Count == 0 ? [] : new byte[ImageCodec.Measure(new MetadataImage(_entries))];
        if (_image.Length > MaxBytes)
            throw Exhausted($"{_image.Length} bytes; the limit is {MaxBytes} (CallMetadata.MaxBytes)");
        if (_entries.Count > 0)
            ImageCodec.Write(_image, new MetadataImage(_entries));
    }

    private CallMetadata(List<MetadataEntry> entries, byte[] image) => (_entries, _image) = (entries, image);

    /// <summary>No metadata.</summary>
    public static CallMetadata Empty { get; } = new([], []);

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <summary>What travels; empty where there are no entries.</summary>
    public ReadOnlyMemory<byte> Image => _image;

    /// <summary>The text of a key; null where it is not there.</summary>
    public string? this[string key] => _entries.Find(entry => entry.Key == key)?.Text;

    /// <summary>Reads what a peer sent.</summary>
    /// <param name="image">The image.</param>
    /// <exception cref="ImageException">The bytes are no metadata, or more than is allowed.</exception>
    public static CallMetadata Read(ReadOnlySpan<byte> image)
    {
        if (image.IsEmpty)
            return Empty;
        List<MetadataEntry> entries = ImageCodec.Read<MetadataImage>(image).Entries;
        if (entries.Count > MaxEntries)
            throw new ImageException($"{entries.Count} entries of metadata; the limit is {MaxEntries} (CallMetadata.MaxEntries).");
        return Problem(entries) is { } problem ? throw new ImageException(problem) : new CallMetadata(entries, image.ToArray());
    }

    /// <summary>The same with one entry more, or with another text for a key that is there.</summary>
    /// <exception cref="ArgumentException">The key is empty or has other characters than are allowed.</exception>
    /// <exception cref="CellException"><see cref="CellErrorCode.ResourceExhausted"/>: more than <see cref="MaxEntries"/> or <see cref="MaxBytes"/>.</exception>
    public CallMetadata With(string key, string text) => new(this.Where(entry => entry.Key != key).Append(new(key, text)));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        _entries.Select(static entry => new KeyValuePair<string, string>(entry.Key, entry.Text)).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _entries.Select(static entry => $"{entry.Key}={entry.Text}"));

    private static string? Problem(List<MetadataEntry> entries)
    {
        for (int i = 0; i < entries.Count; i++)
        {
            string key = entries[i].Key;
            if (key.Length == 0 || key.AsSpan().ContainsAnyExcept(Keys.Characters))
                return $"'{key}' cannot be a key of metadata; use a-z, 0-9, '-', '_' and '.'.";
            if (entries.FindIndex(entry => entry.Key == key) != i)
                return $"The metadata has the key '{key}' twice.";
        }

        return null;
    }

    private static CellException Exhausted(string amount) => new(CellErrorCode.ResourceExhausted, $"The metadata of a call has {amount}. Put what is larger into the request.");

    /// <summary>Of its own: to make it takes milliseconds, which no process should spend whose calls have no metadata.</summary>
    private static class Keys
    {
        internal static readonly System.Buffers.SearchValues<char> Characters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");
    }
}
