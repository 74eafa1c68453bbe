using System.Globalization;
using Gingembre.Rendering;

namespace Gingembre.Filters;

/// <summary>Filters of numbers.</summary>
internal static class NumberFilters
{
    private static readonly string[] Decimal = ["kB", "MB", "GB", "TB", "PB", "EB"];
    private static readonly string[] Binary = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    internal static void AddTo(FilterTable table)
    {
        table.Add("abs", static value => value.Kind switch
        {
            ValueKind.Integer => value.AsInteger == long.MinValue ? throw new TemplateException("its absolute value is larger than a whole number of 64 bits") : Value.Of(Math.Abs(value.AsInteger)),
            ValueKind.Float => Value.Of(Math.Abs(value.AsFloat)),
            _ => throw new TemplateException($"abs cannot be applied to {Conversion.TypeName(value)}"),
        });
        table.Add("int", ToInteger);
        table.Add("float", ToFloat);
        table.Add("round", Round);
        table.Add("filesizeformat", FileSize);
        table.Add("bool", static value => Value.Of(value.IsTrue));
    }

    private static Value ToInteger(Value value, CallArguments arguments, CallScope scope)
    {
        long otherwise = arguments.TakeInteger("default", 0);
        int numberBase = (int)arguments.TakeInteger("base", 10);
        arguments.End();
        if (value.Kind == ValueKind.String && numberBase is 2 or 8 or 16)
        {
            try
            {
                return Value.Of(Convert.ToInt64(value.AsString.Trim(), numberBase));
            }
            catch (Exception error) when (error is FormatException or OverflowException or ArgumentException)
            {
                return Value.Of(otherwise);
            }
        }

        Value? number = value.Kind == ValueKind.String ? Conversion.ParseNumber(value.AsString) : value;
        return number?.Kind switch
        {
            ValueKind.Integer or ValueKind.Boolean => Value.Of(number.Value.AsInteger),
            ValueKind.Float when Math.Abs(number.Value.AsFloat) < long.MaxValue => Value.Of((long)number.Value.AsFloat),
            _ => Value.Of(otherwise),
        };
    }

    private static Value ToFloat(Value value, CallArguments arguments, CallScope scope)
    {
        Value otherwise = arguments.Take("default") ?? Value.Of(0.0);
        arguments.End();
        Value? number = value.Kind == ValueKind.String ? Conversion.ParseNumber(value.AsString) : value;
        return number?.Kind is ValueKind.Integer or ValueKind.Boolean or ValueKind.Float ? Value.Of(number.Value.AsFloat) : otherwise;
    }

    private static Value Round(Value value, CallArguments arguments, CallScope scope)
    {
        int digits = (int)Math.Clamp(arguments.TakeInteger("precision", 0), -15, 15);
        string method = arguments.TakeString("method", "common");
        arguments.End();
        if (!value.IsNumber)
            throw new TemplateException($"round cannot be applied to {Conversion.TypeName(value)}");
        double factor = Math.Pow(10, digits);
        double scaled = value.AsFloat * factor;
        double rounded = method switch
        {
            "common" => Math.Round(scaled, MidpointRounding.AwayFromZero),
            "ceil" => Math.Ceiling(scaled),
            "floor" => Math.Floor(scaled),
            _ => throw new TemplateException($"round has no method '{method}'; there are 'common', 'ceil' and 'floor'"),
        };
        return value.Kind == ValueKind.Integer && digits >= 0 ? value : Value.Of(rounded / factor);
    }

    private static Value FileSize(Value value, CallArguments arguments, CallScope scope)
    {
        bool isBinary = arguments.TakeBoolean("binary", false);
        arguments.End();
        double bytes = (value.Kind == ValueKind.String ? Conversion.ParseNumber(value.AsString) ?? Value.Of(0) : value).AsFloat;
        double unit = isBinary ? 1024 : 1000;
        if (bytes == 1)
            return Value.Of("1 Byte");
        if (bytes < unit)
            return Value.Of(string.Create(CultureInfo.InvariantCulture, $"{(long)bytes} Bytes"));
        int i = 0;
        for (bytes /= unit; bytes >= unit && i < Decimal.Length - 1; i++)
            bytes /= unit;
        return Value.Of(string.Create(CultureInfo.InvariantCulture, $"{bytes:0.0} {(isBinary ? Binary : Decimal)[i]}"));
    }
}
