using System.Security.Cryptography;

namespace Picante.Persistence;

/// <summary>
/// A cache: the magic, the version, the revision, the ingredients (name, version), the inputs (ingredient, key, change, hash), the queries (ingredient, key, revisions, form, value, dependencies),
/// and the SHA-256 of all that. Numbers are LEB128, texts and bytes have their length before them. A dependency is the place of a node, inputs counted first.
/// </summary>
internal static class CacheFormat
{
    internal const int ChecksumLength = SHA256.HashSizeInBytes;

    internal static ReadOnlySpan<byte> Magic => "picante1"u8;
}
