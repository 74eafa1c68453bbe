using Cells.Toml.Parsing;

namespace Cells.Toml;

/// <summary>A document read as TOML 1.0. Every node of it knows where it stands.</summary>
public sealed class TomlDocument
{
    private TomlDocument(TomlTable root, string? path)
    {
        Root = root;
        Path = path;
    }

    /// <summary>The table of the document's top-level keys.</summary>
    public TomlTable Root { get; }

    /// <summary>The document's file, where it has one.</summary>
    public string? Path { get; }

    /// <summary>Reads a document from text.</summary>
    /// <param name="text">The document; a byte order mark at its beginning is skipped.</param>
    /// <param name="path">The file that error messages name.</param>
    /// <param name="limits">Limits other than <see cref="TomlLimits.Default"/>.</param>
    /// <exception cref="TomlException">The text is not TOML 1.0.</exception>
    public static TomlDocument Parse(string text, string? path = null, TomlLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        limits ??= TomlLimits.Default;
        return Read(DocumentText.FromString(text, path, limits), path, limits);
    }

    /// <summary>Reads a document from UTF-8.</summary>
    /// <param name="utf8">The document; a byte order mark at its beginning is skipped.</param>
    /// <param name="path">The file that error messages name.</param>
    /// <param name="limits">Limits other than <see cref="TomlLimits.Default"/>.</param>
    /// <exception cref="TomlException">The bytes are not UTF-8, or the text is not TOML 1.0.</exception>
    public static TomlDocument Parse(ReadOnlySpan<byte> utf8, string? path = null, TomlLimits? limits = null)
    {
        limits ??= TomlLimits.Default;
        return Read(DocumentText.FromUtf8(utf8, path, limits), path, limits);
    }

    /// <summary>Reads a document from a file; never more of it than the limits allow.</summary>
    /// <param name="path">The file; error messages name it as given.</param>
    /// <param name="limits">Limits other than <see cref="TomlLimits.Default"/>.</param>
    /// <exception cref="TomlException">The file's content is not TOML 1.0.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static TomlDocument Load(string path, TomlLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        limits ??= TomlLimits.Default;
        using FileStream file = File.OpenRead(path);
        return Parse(BoundedFile.Read(file, limits.DocumentBytesMax), path, limits);
    }

    private static TomlDocument Read(string text, string? path, TomlLimits limits) =>
        new(new DocumentParser(new Cursor(text, path, limits)).Parse(), path);
}
