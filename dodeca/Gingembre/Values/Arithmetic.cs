using System.Text;

namespace Gingembre;

/// <summary>What operators do.</summary>
internal static class Arithmetic
{
    private const int LongestRepeat = 1 << 24;

    internal static Value Add(Value left, Value right)
    {
        if (left.Kind == ValueKind.String && right.Kind == ValueKind.String)
            return left.IsSafe && right.IsSafe ? Value.Safe(left.AsString + right.AsString) : Value.Of(left.AsString + right.AsString);
        if (left.Kind == ValueKind.Sequence && right.Kind == ValueKind.Sequence)
            return Like(left.IsTuple && right.IsTuple, [.. left.AsSequence, .. right.AsSequence]);
        return Calculate("+", left, right, static (a, b) => checked(a + b), static (a, b) => a + b);
    }

    internal static Value Subtract(Value left, Value right) => Calculate("-", left, right, static (a, b) => checked(a - b), static (a, b) => a - b);

    internal static Value Multiply(Value left, Value right)
    {
        if (left.Kind == ValueKind.String && right.Kind == ValueKind.Integer)
            return Repeat(left.AsString, right.AsInteger);
        if (left.Kind == ValueKind.Integer && right.Kind == ValueKind.String)
            return Repeat(right.AsString, left.AsInteger);
        if (left.Kind == ValueKind.Sequence && right.Kind == ValueKind.Integer)
            return Repeat(left, right.AsInteger);
        if (left.Kind == ValueKind.Integer && right.Kind == ValueKind.Sequence)
            return Repeat(right, left.AsInteger);
        return Calculate("*", left, right, static (a, b) => checked(a * b), static (a, b) => a * b);
    }

    internal static Value Divide(Value left, Value right)
    {
        RequireNumbers("/", left, right);
        return right.AsFloat == 0 ? throw new TemplateException("a division by zero") : Value.Of(left.AsFloat / right.AsFloat);
    }

    internal static Value FloorDivide(Value left, Value right)
    {
        RequireDivisor("//", left, right);
        return Calculate("//", left, right, static (a, b) => checked((a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0)), static (a, b) => Math.Floor(a / b));
    }

    /// <summary>The remainder that has the sign of the divisor, as in Python.</summary>
    internal static Value Remainder(Value left, Value right)
    {
        RequireDivisor("%", left, right);
        return Calculate("%", left, right, static (a, b) => b == -1 ? 0 : ((a % b) + b) % b, static (a, b) => a - (b * Math.Floor(a / b)));
    }

    internal static Value Power(Value left, Value right)
    {
        RequireNumbers("**", left, right);
        if (left.Kind == ValueKind.Float || right.Kind == ValueKind.Float || right.AsInteger < 0)
            return Value.Of(Math.Pow(left.AsFloat, right.AsFloat));
        try
        {
            long result = 1;
            long factor = left.AsInteger;
            for (long exponent = right.AsInteger; exponent > 0; exponent >>= 1)
            {
                if ((exponent & 1) != 0)
                    result = checked(result * factor);
                if (exponent > 1)
                    factor = checked(factor * factor);
            }

            return Value.Of(result);
        }
        catch (OverflowException)
        {
            throw TooLarge("**");
        }
    }

    internal static Value Negate(Value value) => value.Kind switch
    {
        ValueKind.Integer or ValueKind.Boolean => value.AsInteger == long.MinValue ? throw TooLarge("-") : Value.Of(-value.AsInteger),
        ValueKind.Float => Value.Of(-value.AsFloat),
        _ => throw new TemplateException($"'-' cannot be applied to {Conversion.TypeName(value)}"),
    };

    /// <summary>Texts of both, one behind the other. What is not safe is escaped where the other one is.</summary>
    internal static Value Concatenate(Value left, Value right)
    {
        string a = ValueText.Print(left);
        string b = ValueText.Print(right);
        if (!left.IsSafe && !right.IsSafe)
            return Value.Of(a + b);
        return Value.Safe((left.IsSafe ? a : HtmlText.Escape(a)) + (right.IsSafe ? b : HtmlText.Escape(b)));
    }

    internal static bool Contains(Value container, Value item)
    {
        switch (container.Kind)
        {
            case ValueKind.String:
                return item.Kind == ValueKind.String
                    ? container.AsString.Contains(item.AsString, StringComparison.Ordinal)
                    : container.AsString.Contains(ValueText.Print(item), StringComparison.Ordinal);
            case ValueKind.Map:
                return container.AsMap.TryGet(item, out _);
            case ValueKind.Undefined or ValueKind.None:
                return false;
            case ValueKind.Object when container.AsObject.TryGet(item, out _):
                return true;
            default:
                return container.TryIterate(out IReadOnlyList<Value>? items)
                    ? items.Contains(item)
                    : throw new TemplateException($"'in' cannot be applied to {Conversion.TypeName(container)}, which has no items");
        }
    }

    private static Value Calculate(string name, Value left, Value right, Func<long, long, long> integers, Func<double, double, double> floats)
    {
        RequireNumbers(name, left, right);
        if (left.Kind == ValueKind.Float || right.Kind == ValueKind.Float)
            return Value.Of(floats(left.AsFloat, right.AsFloat));
        try
        {
            return Value.Of(integers(left.AsInteger, right.AsInteger));
        }
        catch (OverflowException)
        {
            throw TooLarge(name);
        }
    }

    private static Value Repeat(string text, long times)
    {
        if (times > LongestRepeat || (times > 0 && text.Length * times > LongestRepeat))
            throw new TemplateException($"a text that is repeated may have {LongestRepeat} characters");
        return Value.Of(new StringBuilder().Insert(0, text, (int)Math.Max(0, times)).ToString());
    }

    private static Value Repeat(Value sequence, long times)
    {
        if (times > LongestRepeat || (times > 0 && sequence.AsSequence.Count * times > LongestRepeat))
            throw new TemplateException($"a sequence that is repeated may have {LongestRepeat} values");
        return Like(sequence.IsTuple, [.. Enumerable.Repeat(sequence.AsSequence, (int)Math.Max(0, times)).SelectMany(static one => one)]);
    }

    private static Value Like(bool isTuple, IReadOnlyList<Value> values) => isTuple ? Value.Tuple(values) : Value.Of(values);

    private static void RequireDivisor(string name, Value left, Value right)
    {
        RequireNumbers(name, left, right);
        if (right.AsFloat == 0)
            throw new TemplateException("a division by zero");
    }

    private static void RequireNumbers(string name, Value left, Value right)
    {
        if (left.Kind is not (ValueKind.Boolean or ValueKind.Integer or ValueKind.Float) || right.Kind is not (ValueKind.Boolean or ValueKind.Integer or ValueKind.Float))
            throw new TemplateException($"'{name}' cannot be applied to {Conversion.TypeName(left)} and {Conversion.TypeName(right)}");
    }

    private static TemplateException TooLarge(string name) => new($"the result of '{name}' is larger than a whole number of 64 bits");
}
