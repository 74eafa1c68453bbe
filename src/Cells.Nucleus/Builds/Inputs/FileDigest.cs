using System.Security.Cryptography;
using System.Text;

namespace Cells.Nucleus.Builds.Inputs;

/// <summary>The digest of lines, most of which stand for a file: its content and its path.</summary>
internal sealed class FileDigest
{
    private readonly StringBuilder _lines = new();

    internal void Add(string line) => _lines.Append(line).Append('\n');

    /// <summary>Adds a file as it is; nothing where there is none.</summary>
    internal void Add(string path, SourceLook look)
    {
        if (look.HashOf(path) is { } hash)
            _lines.Append(hash).Append(' ').Append(path).Append('\n');
    }

    public override string ToString() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_lines.ToString())));
}
