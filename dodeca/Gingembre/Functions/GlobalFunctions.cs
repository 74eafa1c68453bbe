namespace Gingembre.Functions;

/// <summary>The functions that every template may call.</summary>
internal static class GlobalFunctions
{
    internal static void AddTo(TemplateEngine engine)
    {
        Add(engine, "range", arguments => Range(arguments, engine.Options.MaxRange));
        Add(engine, "dict", Dict);
        Add(engine, "namespace", Namespace);
        Add(engine, "cycler", static arguments => arguments.Positional.Count > 0 ? Value.Of(new CyclerObject(arguments.Positional)) : throw new TemplateException("cycler needs values"));
        Add(engine, "joiner", static arguments => Value.Of(new JoinerObject(arguments.TakeString("sep", ", "))));
        Add(engine, "throw", static arguments => throw new TemplateException(ValueText.Print(arguments.Require("message"))));
        Add(engine, "now", Now);
    }

    private static void Add(TemplateEngine engine, string name, Func<CallArguments, Value> function) => engine.Globals[name] = Value.Of(name, function);

    private static Value Range(CallArguments arguments, int most)
    {
        long first = Conversion.ToInteger(arguments.Require("lower"), "a bound of range");
        Value? upper = arguments.Take("upper");
        long step = arguments.TakeInteger("step", 1);
        arguments.End();
        (long from, long to) = upper is { Kind: not ValueKind.None } bound ? (first, Conversion.ToInteger(bound, "a bound of range")) : (0, first);
        if (step == 0)
            throw new TemplateException("the step of range must not be 0");
        Int128 span = step > 0 ? (Int128)to - from : (Int128)from - to;
        Int128 count = span <= 0 ? 0 : (span + Int128.Abs(step) - 1) / Int128.Abs(step);
        if (count > most)
            throw new TemplateException($"a range has at most {most} numbers (MaxRange)");
        var numbers = new Value[(int)count];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = Value.Of(from + (i * step));
        return Value.Of(numbers);
    }

    private static Value Dict(CallArguments arguments)
    {
        var map = new MapValue();
        foreach (Value given in arguments.Positional)
        {
            Value plain = given.Kind == ValueKind.Object && given.AsObject.Data is { } data ? data : given;
            if (plain.Kind != ValueKind.Map)
                throw new TemplateException($"dict takes a map and named values, not {Conversion.TypeName(given)}");
            for (int i = 0; i < plain.AsMap.Count; i++)
                map.Set(plain.AsMap.Keys[i], plain.AsMap.Values[i]);
        }

        foreach ((string name, Value value) in arguments.Named)
            map.Set(name, value);
        return Value.Of(map);
    }

    private static Value Namespace(CallArguments arguments)
    {
        var made = new NamespaceObject();
        Value all = Dict(arguments);
        for (int i = 0; i < all.AsMap.Count; i++)
            made.TrySet(ValueText.Print(all.AsMap.Keys[i]), all.AsMap.Values[i]);
        return Value.Of(made);
    }

    private static Value Now(CallArguments arguments)
    {
        string format = arguments.TakeString("format", "yyyy-MM-dd'T'HH:mm:ss'Z'");
        arguments.End();
        return Value.Of(DateTime.UtcNow.ToString(format, System.Globalization.CultureInfo.InvariantCulture));
    }
}
