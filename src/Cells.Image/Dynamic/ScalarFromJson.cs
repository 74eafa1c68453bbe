using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Cells.Images.Codecs;
using Cells.Images.Layout;
using Cells.Images.Schemas;

namespace Cells.Images.Dynamic;

/// <summary>Writes the inline form of a value given as JSON.</summary>
internal static class ScalarFromJson
{
    /// <summary>Writes it; false where the JSON is not such a value.</summary>
    public static bool TryWrite(ValueSchema type, Span<byte> to, JsonElement json) =>
        type.Enum is { } item ? TryWriteEnum(item, to, json) : TryWrite(type.Scalar, to, json);

    private static bool TryWrite(ScalarKind kind, Span<byte> to, JsonElement json)
    {
        if (IntegerRange.Of(kind) is { } range)
            return json.ValueKind == JsonValueKind.Number && range.TryParse(json.GetRawText(), out UInt128 bits) && WriteBits(to, bits);
        switch (kind)
        {
            case ScalarKind.Boolean:
                if (json.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                    return false;
                BooleanCodec.Write(to, json.GetBoolean());
                return true;
            case ScalarKind.Single:
                return TryFloat(json, float.TryParse, float.IsFinite, out float single) && Write<PlainCodec<float>, float>(to, single);
            case ScalarKind.Double:
                return TryFloat(json, double.TryParse, double.IsFinite, out double real) && Write<PlainCodec<double>, double>(to, real);
            case ScalarKind.Half:
                return TryFloat(json, Half.TryParse, Half.IsFinite, out Half half) && Write<PlainCodec<Half>, Half>(to, half);
            case ScalarKind.Char:
                return TryChar(json, out char character) && Write<PlainCodec<char>, char>(to, character);
            case ScalarKind.Decimal:
                return json.ValueKind == JsonValueKind.Number
                    && decimal.TryParse(json.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact)
                    && Write<DecimalCodec, decimal>(to, exact);
        }

        return json.ValueKind == JsonValueKind.String && TryWriteText(kind, to, json);
    }

    private static bool TryWriteText(ScalarKind kind, Span<byte> to, JsonElement json) => kind switch
    {
        ScalarKind.Guid => json.TryGetGuid(out Guid guid) && Write<GuidCodec, Guid>(to, guid),
        ScalarKind.DateTime => json.TryGetDateTime(out DateTime date) && Write<DateTimeCodec, DateTime>(to, date),
        ScalarKind.DateTimeOffset => HasOffset(json) && json.TryGetDateTimeOffset(out DateTimeOffset date) && Write<DateTimeOffsetCodec, DateTimeOffset>(to, date),
        _ => TimeSpan.TryParseExact(json.GetString(), "c", CultureInfo.InvariantCulture, out TimeSpan span) && Write<TimeSpanCodec, TimeSpan>(to, span),
    };

    private static bool TryWriteEnum(EnumSchema item, Span<byte> to, JsonElement json)
    {
        IntegerRange range = IntegerRange.Of(item.Underlying)!.Value;
        Int128 value = 0;
        switch (json.ValueKind)
        {
            case JsonValueKind.Number when range.TryParse(json.GetRawText(), out UInt128 bits):
                value = (Int128)bits;
                break;
            case JsonValueKind.String when TryFind(item, json, out value):
                break;
            case JsonValueKind.Array when item.IsFlags:
                foreach (JsonElement name in json.EnumerateArray())
                {
                    if (name.ValueKind != JsonValueKind.String || !TryFind(item, name, out Int128 flag))
                        return false;
                    value |= flag;
                }

                break;
            default:
                return false;
        }

        return item.IsDeclared(value) && WriteBits(to, (UInt128)value);
    }

    private static bool TryFind(EnumSchema item, JsonElement name, out Int128 value)
    {
        foreach (KeyValuePair<string, BigInteger> declared in item.Values)
        {
            if (name.ValueEquals(declared.Key))
            {
                value = (Int128)declared.Value;
                return true;
            }
        }

        value = 0;
        return false;
    }

    private static bool Write<TCodec, T>(Span<byte> to, T value)
        where TCodec : struct, IScalarCodec<T>
    {
        TCodec.Write(to, value);
        return true;
    }

    private static bool WriteBits(Span<byte> to, UInt128 bits)
    {
        Span<byte> wide = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(wide, bits);
        wide[..to.Length].CopyTo(to);
        return true;
    }

    private delegate bool TryParse<T>(string text, NumberStyles style, IFormatProvider? culture, out T value);

    private static bool TryFloat<T>(JsonElement json, TryParse<T> tryParse, Func<T, bool> isFinite, out T value)
    {
        if (json.ValueKind == JsonValueKind.Number)
            return tryParse(json.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && isFinite(value);

        value = default!;
        return json.ValueKind == JsonValueKind.String
            && json.GetString() is "NaN" or "Infinity" or "-Infinity"
            && tryParse(json.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryChar(JsonElement json, out char character)
    {
        // A lone surrogate is a char, but no JSON string; it is given as its number.
        if (json.ValueKind == JsonValueKind.Number && json.TryGetUInt16(out ushort code))
        {
            character = (char)code;
            return true;
        }

        string text = json.ValueKind == JsonValueKind.String ? json.GetString()! : "";
        character = text.Length == 1 ? text[0] : default;
        return text.Length == 1;
    }

    private static bool HasOffset(JsonElement json)
    {
        string text = json.GetString()!;
        int time = text.IndexOf('T', StringComparison.Ordinal);
        return time >= 0 && text.AsSpan(time).IndexOfAny('Z', '+', '-') >= 0;
    }
}
