using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Cells.Bench.Demo;

/// <summary>One client's count, in a file, so that it stays when the process that counts is killed: what was written to it, the kernel has.</summary>
public sealed class CounterFile : IDisposable
{
    private const int Bytes = 2 * sizeof(long);

    private readonly SafeFileHandle _file;

    private CounterFile(SafeFileHandle file) => _file = file;

    /// <summary>Opens it, or makes it.</summary>
    public static CounterFile Open(string folder, int client) =>
        new(File.OpenHandle(PathOf(folder, client), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>The last number that was counted, and how often something was; both 0 where nothing was.</summary>
    public (long Last, long Times) Read()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        return RandomAccess.Read(_file, bytes, 0) < Bytes
            ? (0, 0)
            : (BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(long)..]));
    }

    /// <summary>Counts a number, unless that was done.</summary>
    /// <exception cref="InvalidOperationException">It is not the next one: what lies between is lost.</exception>
    public void Count(long number)
    {
        (long last, long times) = Read();
        if (number <= last)
            return;
        if (number != last + 1)
            throw new InvalidOperationException($"{number} came after {last}: what lies between is lost.");
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[sizeof(long)..], times + 1);
        RandomAccess.Write(_file, bytes, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static string PathOf(string folder, int client) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"client-{client}"));
}
