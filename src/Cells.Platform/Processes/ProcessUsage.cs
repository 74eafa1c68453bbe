using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cells.Platform.Processes;

/// <summary>What a process takes of the machine, as the kernel counts it.</summary>
/// <param name="OwnMemoryBytes">Its anonymous memory in RAM: what ends with it.</param>
/// <param name="SharedMemoryBytes">The shared memory in RAM that it has mapped; several processes may count the same.</param>
/// <param name="ProcessorTime">How long its threads have run, all of them together.</param>
/// <param name="TracerId">The process that debugs it; 0 where none does.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ProcessUsage(long OwnMemoryBytes, long SharedMemoryBytes, TimeSpan ProcessorTime, int TracerId)
{
    private const int UserTimeField = 14;
    private const int SystemTimeField = 15;

    // Seven numbers.
    private const int StatmBytes = 160;
    private const int ResidentField = 2;
    private const int SharedField = 3;

    // What the kernel shows programs is in hundredths of a second on every Linux there is (USER_HZ).
    private const int TicksPerSecond = 100;

    /// <summary>What a process takes now; null where it has ended.</summary>
    public static ProcessUsage? Of(int processId)
    {
        try
        {
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status"));
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            long ticks = Number(ProcessStat.Field(stat, UserTimeField)) + Number(ProcessStat.Field(stat, SystemTimeField));
            return new ProcessUsage(
                Line(status, "RssAnon:") << 10, Line(status, "RssShmem:") << 10, TimeSpan.FromSeconds(ticks / (double)TicksPerSecond), (int)Line(status, "TracerPid:"));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The anonymous memory of a process in RAM, alone and therefore cheaper; null where it has ended.</summary>
    public static long? OwnMemoryBytesOf(int processId)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/statm"));
            Span<byte> buffer = stackalloc byte[StatmBytes];
            ReadOnlySpan<byte> pages = buffer[..RandomAccess.Read(file, buffer, 0)];

            // The whole size, then what of it is in RAM, then what of that is of files or shared.
            long own = 0;
            int field = 0;
            foreach (Range part in pages.Split((byte)' '))
            {
                field++;
                if (field is ResidentField or SharedField)
                    own += long.Parse(pages[part], NumberStyles.None, CultureInfo.InvariantCulture) * (field == ResidentField ? 1 : -1);
            }

            return own * Environment.SystemPageSize;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A line's number; 0 where there is no such line, as of a process that has ended and is not taken yet.</summary>
    private static long Line(string status, string name)
    {
        foreach (ReadOnlySpan<char> line in status.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
            {
                ReadOnlySpan<char> value = line[name.Length..].Trim();
                int end = value.IndexOf(' ');
                return Number(end < 0 ? value : value[..end]);
            }
        }

        return 0;
    }

    private static long Number(ReadOnlySpan<char> text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
