using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;

namespace Cells.Compatibility;

/// <summary>The programs of version 1. Their files are the same at the end as they were at the beginning.</summary>
public sealed class Version1Programs : IDisposable
{
    private const string Name = "Cells.Compatibility.Version1";

    private static readonly string Folder =
        typeof(Version1Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static metadata => metadata.Key == "Version1").Value!;

    private readonly string _built = Fingerprint();

    /// <summary>Starts it as a cell or as a caller.</summary>
    internal static Process Start(string role, string socketPath) => Process.Start(new ProcessStartInfo(Path.Combine(Folder, Name))
    {
        ArgumentList = { role, socketPath },
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath) },
    })!;

    public void Dispose() => Assert.Equal(_built, Fingerprint());

    /// <summary>The SHA-256 of each of its files.</summary>
    private static string Fingerprint() => string.Join(
        '\n',
        Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(static file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))} {Path.GetRelativePath(Folder, file)}"));
}
