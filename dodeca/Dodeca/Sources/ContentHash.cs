using System.Security.Cryptography;
using System.Text;

namespace Dodeca.Sources;

/// <summary>Names what stands in a file or a text: SHA-256, the first half of it, in hexadecimal.</summary>
internal static class ContentHash
{
    /// <summary>How many bytes of SHA-256 are kept.</summary>
    private const int Length = 16;

    internal static string Of(string text) => Text(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    internal static string Of(Stream content) => Text(SHA256.HashData(content));

    private static string Text(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, Length));
}
