using System.Reflection;
using System.Runtime.InteropServices;

namespace Cells.Fuzz.Engine;

/// <summary>
/// One walk through a view or an owned value. It bounds itself, as whoever walks foreign bytes has to, and looks whether each value is one that its
/// type has: a bool that is neither true nor false, or a forged decimal, is a failure.
/// </summary>
public sealed class Walk
{
    private const int MaxDepth = 100;

    private int _imageBytes;
    private long _left;
    private int _depth;
    private ulong _hash;
    private long _touched;

    /// <summary>Whether everything was looked at.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>A number made of everything that was seen.</summary>
    public ulong Hash => _hash;

    /// <summary>Begins over an image of so many bytes.</summary>
    public void Begin(int imageBytes)
    {
        _imageBytes = imageBytes;
        _left = 2L * imageBytes + 2048;
        _depth = 0;
        _hash = 14_695_981_039_346_656_037;
        IsComplete = true;
    }

    /// <summary>Whether one more element may be looked at.</summary>
    public bool Step() => --_left >= 0 || (IsComplete = false);

    /// <summary>Goes a level deeper, where that is allowed.</summary>
    public bool Enter()
    {
        if (_depth >= MaxDepth || !Step())
            return IsComplete = false;
        _depth++;
        return true;
    }

    /// <summary>Comes back.</summary>
    public void Leave() => _depth--;

    /// <summary>No list has more elements than its image has bytes.</summary>
    public void SeeCount(int count)
    {
        if (count < 0 || count > _imageBytes)
            throw new CaseFailedException("walk", $"a list claims more elements than the image has bytes: {count} in {_imageBytes}");
        Add((ulong)count);
    }

    /// <summary>Looks at every byte of plain values.</summary>
    public void SeePlain(ReadOnlySpan<byte> bytes, int count)
    {
        SeeCount(count);
        foreach (byte one in bytes)
        {
            if (!Step())
                return;
            Add(one);
        }
    }

    /// <summary>Looks at every byte of a text, which need not be what its copy has: what is no UTF-8 is repaired there.</summary>
    public void Touch(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _imageBytes)
            SeeCount(bytes.Length);
        foreach (byte one in bytes)
            _touched += one;
    }

    /// <summary>A bool is one of two bytes, whatever was in the image.</summary>
    public void See(bool value)
    {
        byte inMemory = MemoryMarshal.AsBytes(new ReadOnlySpan<bool>(in value))[0];
        if (inMemory > 1)
            throw new CaseFailedException("walk", $"a bool is neither true nor false: {inMemory}");
        Add(inMemory);
    }

    /// <summary>A decimal has a scale up to 28.</summary>
    public void See(decimal value)
    {
        int flags = decimal.GetBits(value)[3];
        if ((flags & 0x7F00_FFFF) != 0 || (flags >> 16 & 0xFF) > 28)
            throw new CaseFailedException("walk", $"a decimal has flags that no decimal has: {flags:x8}");
        Add((ulong)value.GetHashCode());
    }

    /// <summary>A date is one that the calendar has.</summary>
    public void See(DateTime value)
    {
        if ((ulong)value.Ticks > (ulong)DateTime.MaxValue.Ticks || !Enum.IsDefined(value.Kind))
            throw new CaseFailedException("walk", $"a DateTime is outside its range: {value.Ticks}");
        Add((ulong)value.Ticks ^ (ulong)value.Kind);
    }

    /// <summary>A date is one that the calendar has, locally and in UTC.</summary>
    public void See(DateTimeOffset value)
    {
        if ((ulong)value.UtcTicks > (ulong)DateTime.MaxValue.Ticks || Math.Abs(value.TotalOffsetMinutes) > 14 * 60)
            throw new CaseFailedException("walk", $"a DateTimeOffset is outside its range: {value.UtcTicks}");
        Add((ulong)value.Ticks ^ (ulong)value.TotalOffsetMinutes);
    }

    /// <summary>A string is what UTF-8 can say: no half of a character.</summary>
    public void See(string? value)
    {
        bool high = false;
        foreach (char c in value ?? "")
        {
            if (char.IsLowSurrogate(c) != high)
                throw new CaseFailedException("walk", "a string holds half of a character");
            high = char.IsHighSurrogate(c);
            Add(c);
        }

        if (high)
            throw new CaseFailedException("walk", "a string holds half of a character");
    }

    /// <summary>Any other value: each bit pattern is one.</summary>
    public void See<T>(T value)
        where T : struct => Add((ulong)value.GetHashCode());

    /// <summary>An enum has declared values only; a flags enum declared bits.</summary>
    public void SeeEnum<T>(T value)
        where T : struct, Enum
    {
        if (!Declared<T>.Contains(value))
            throw new CaseFailedException("walk", $"an enum has an undeclared value: {value} of {typeof(T).Name}");
        Add((ulong)value.GetHashCode());
    }

    private void Add(ulong value) => _hash = (_hash ^ value) * 1_099_511_628_211;

    private static class Declared<T>
        where T : struct, Enum
    {
        private static readonly bool IsFlags = typeof(T).IsDefined(typeof(FlagsAttribute), inherit: false);
        private static readonly bool IsOpen = typeof(T).GetCustomAttribute<CellEnumAttribute>() is { Open: true } || typeof(T).Name.EndsWith("Case", StringComparison.Ordinal);
        private static readonly HashSet<T> Values = [.. Enum.GetValues<T>()];
        private static readonly long Mask = Values.Aggregate(0L, static (mask, value) => mask | Bits(value));

        public static bool Contains(T value) => IsOpen || (IsFlags ? (Bits(value) & ~Mask) == 0 : Values.Contains(value));

        private static long Bits(T value) => value.GetTypeCode() == TypeCode.UInt64 ? (long)((IConvertible)value).ToUInt64(null) : ((IConvertible)value).ToInt64(null);
    }
}
