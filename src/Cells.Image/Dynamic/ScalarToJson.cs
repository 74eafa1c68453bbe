using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Cells.Images.Codecs;
using Cells.Images.Layout;
using Cells.Images.Schemas;

namespace Cells.Images.Dynamic;

/// <summary>Reads the inline form of a value into JSON.</summary>
internal static class ScalarToJson
{
    public static void Write(ValueSchema type, ReadOnlySpan<byte> from, Utf8JsonWriter json)
    {
        if (type.Kind == ValueKind.Fixed)
            FixedJson.Write(type.Message!, from, json);
        else if (type.Enum is { } item)
            WriteEnum(item, Integer(item.Underlying, from), json);
        else if (IntegerRange.Of(type.Scalar) is not null)
            json.WriteRawValue(Text(type.Scalar, from), skipInputValidation: true);
        else
            WriteOther(type.Scalar, from, json);
    }

    private static void WriteOther(ScalarKind kind, ReadOnlySpan<byte> from, Utf8JsonWriter json)
    {
        switch (kind)
        {
            case ScalarKind.Boolean:
                json.WriteBooleanValue(BooleanCodec.Read(from));
                break;
            case ScalarKind.Single:
                float single = BinaryPrimitives.ReadSingleLittleEndian(from);
                WriteFloat(float.IsFinite(single), single, json);
                break;
            case ScalarKind.Double:
                double real = BinaryPrimitives.ReadDoubleLittleEndian(from);
                WriteFloat(double.IsFinite(real), real, json);
                break;
            case ScalarKind.Half:
                Half half = BinaryPrimitives.ReadHalfLittleEndian(from);
                WriteFloat(Half.IsFinite(half), half, json);
                break;
            case ScalarKind.Char:
                char character = (char)BinaryPrimitives.ReadUInt16LittleEndian(from);
                if (char.IsSurrogate(character))
                    json.WriteNumberValue(character);
                else
                    json.WriteStringValue([character]);
                break;
            case ScalarKind.Decimal:
                WriteDecimal(DecimalCodec.Read(from), json);
                break;
            case ScalarKind.Guid:
                json.WriteStringValue(GuidCodec.Read(from));
                break;
            case ScalarKind.DateTime:
                json.WriteStringValue(DateTimeCodec.Read(from));
                break;
            case ScalarKind.DateTimeOffset:
                json.WriteStringValue(DateTimeOffsetCodec.Read(from));
                break;
            default:
                json.WriteStringValue(TimeSpanCodec.Read(from).ToString("c", CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteFloat<T>(bool isFinite, T value, Utf8JsonWriter json)
        where T : IFormattable
    {
        string text = value.ToString(null, CultureInfo.InvariantCulture);
        if (isFinite)
            json.WriteRawValue(text, skipInputValidation: true);
        else
            json.WriteStringValue(text);
    }

    /// <summary>The platform leaves out the sign of zero; images keep it.</summary>
    private static void WriteDecimal(decimal value, Utf8JsonWriter json)
    {
        if (value == 0 && decimal.IsNegative(value))
            json.WriteRawValue("-" + decimal.Negate(value).ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
        else
            json.WriteNumberValue(value);
    }

    private static void WriteEnum(EnumSchema item, Int128 value, Utf8JsonWriter json)
    {
        if (!item.IsDeclared(value))
            throw new ImageException($"{item.Name} has no value {value}.");
        if (item.Values.FirstOrDefault(declared => declared.Value == value).Key is { } name)
        {
            json.WriteStringValue(name);
            return;
        }

        if (item.IsOpen && !item.IsMadeOfNames(value))
        {
            json.WriteRawValue(value.ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
            return;
        }

        // Larger flags first take what they cover, so that few names say it all.
        json.WriteStartArray();
        BigInteger rest = value;
        foreach (KeyValuePair<string, BigInteger> flag in item.Values.OrderByDescending(static declared => (UInt128)(Int128)declared.Value))
        {
            if (flag.Value == 0 || (rest & flag.Value) != flag.Value)
                continue;
            json.WriteStringValue(flag.Key);
            rest &= ~flag.Value;
        }

        json.WriteEndArray();
        if (rest != 0)
            throw new ImageException($"{item.Name} has no names for {value}.");
    }

    private static Int128 Integer(ScalarKind kind, ReadOnlySpan<byte> from) => kind switch
    {
        ScalarKind.SByte => (sbyte)from[0],
        ScalarKind.Byte => from[0],
        ScalarKind.Int16 => BinaryPrimitives.ReadInt16LittleEndian(from),
        ScalarKind.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(from),
        ScalarKind.Int32 => BinaryPrimitives.ReadInt32LittleEndian(from),
        ScalarKind.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(from),
        ScalarKind.Int64 => BinaryPrimitives.ReadInt64LittleEndian(from),
        ScalarKind.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(from),
        _ => BinaryPrimitives.ReadInt128LittleEndian(from),
    };

    private static string Text(ScalarKind kind, ReadOnlySpan<byte> from) => kind == ScalarKind.UInt128
        ? BinaryPrimitives.ReadUInt128LittleEndian(from).ToString(CultureInfo.InvariantCulture)
        : Integer(kind, from).ToString(CultureInfo.InvariantCulture);
}
