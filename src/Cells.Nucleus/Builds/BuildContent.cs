using System.Security.Cryptography;
using System.Text;

namespace Cells.Nucleus.Builds;

/// <summary>Names builds by what is in them.</summary>
public static class BuildContent
{
    private const int IdLength = 16;

    /// <summary>The name of what a folder holds: 16 hexadecimal digits, the same wherever the folder is.</summary>
    /// <param name="folder">The folder of a program.</param>
    public static string IdOf(string folder)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            digest.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file) + "\n"));
            digest.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset())[..IdLength];
    }
}
