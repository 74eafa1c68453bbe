using System.Collections.Frozen;
using Gingembre.Rendering;

namespace Gingembre;

/// <summary>The tests of an engine, by their names.</summary>
public sealed class TestTable
{
    private static readonly FrozenSet<string> ForUndefined = FrozenSet.Create(StringComparer.Ordinal, "defined", "undefined", "none", "falsy", "truthy", "true", "false", "empty");

    private readonly Dictionary<string, Test> _tests = new(StringComparer.Ordinal);

    internal TestTable()
    {
        AddKinds();
        AddValues();
        AddComparisons();
        AddTexts();
    }

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => _tests.Keys;

    /// <summary>Adds a test, or replaces one.</summary>
    public void Add(string name, Test test) => _tests[name] = test;

    internal Test? Find(string name) => _tests.GetValueOrDefault(name);

    internal static bool TakesUndefined(string name) => ForUndefined.Contains(name);

    private void AddKinds()
    {
        Add("defined", static value => !value.IsUndefined);
        Add("undefined", static value => value.IsUndefined);
        Add("none", static value => value.Kind == ValueKind.None);
        Add("boolean", static value => value.Kind == ValueKind.Boolean);
        Add("true", static value => value is { Kind: ValueKind.Boolean, AsBoolean: true });
        Add("false", static value => value is { Kind: ValueKind.Boolean, AsBoolean: false });
        Add("string", static value => value.Kind == ValueKind.String);
        Add("number", static value => value.IsNumber);
        Add("integer", static value => value.Kind == ValueKind.Integer);
        Add("float", static value => value.Kind == ValueKind.Float);
        Add(["mapping", "dict"], static value => value.Kind == ValueKind.Map);
        Add(["sequence", "list"], static value => value.Kind == ValueKind.Sequence || value is { Kind: ValueKind.Object, AsObject.Items: not null });
        Add("iterable", static value => value.TryIterate(out _));
        Add("callable", static value => value is { Kind: ValueKind.Object, AsObject.CanBeCalled: true });
        Add(["safe", "escaped"], static value => value.IsSafe);
    }

    private void AddValues()
    {
        Add("truthy", static value => value.IsTrue);
        Add("falsy", static value => !value.IsTrue);
        Add("empty", static value => value.Kind is ValueKind.Undefined or ValueKind.None || value.Length == 0);
        Add("odd", static value => Conversion.ToInteger(value, "what is tested to be odd") % 2 != 0);
        Add("even", static value => Conversion.ToInteger(value, "what is tested to be even") % 2 == 0);
        Add("divisibleby", static (value, arguments, _) =>
        {
            long divisor = Conversion.ToInteger(Only(arguments), "the divisor");
            return divisor != 0 && Conversion.ToInteger(value, "what is divided") % divisor == 0;
        });
        Add("filter", static (value, _, scope) => scope.Engine.Filters.Find(ValueText.Print(value)) is not null);
        Add("test", static (value, _, scope) => scope.Engine.Tests.Find(ValueText.Print(value)) is not null);
    }

    private void AddComparisons()
    {
        Add(["eq", "equalto", "=="], static (value, other) => value == other);
        Add("sameas", static (value, arguments, _) => Only(arguments) is var other && value.Kind == other.Kind && value == other);
        Add(["ne", "!="], static (value, other) => value != other);
        Add(["lt", "lessthan", "<"], static (value, other) => Comparison.Compare(value, other) < 0);
        Add(["le", "<="], static (value, other) => Comparison.Compare(value, other) <= 0);
        Add(["gt", "greaterthan", ">"], static (value, other) => Comparison.Compare(value, other) > 0);
        Add(["ge", ">="], static (value, other) => Comparison.Compare(value, other) >= 0);
        Add(["in"], static (value, other) => Arithmetic.Contains(other, value));
    }

    private void AddTexts()
    {
        Add("lower", static value => value.Kind == ValueKind.String && value.AsString.Any(char.IsLetter) && !value.AsString.Any(char.IsUpper));
        Add("upper", static value => value.Kind == ValueKind.String && value.AsString.Any(char.IsLetter) && !value.AsString.Any(char.IsLower));
        Add(["starting_with", "startswith", "startingwith"], static (value, other) => ValueText.Print(value).StartsWith(ValueText.Print(other), StringComparison.Ordinal));
        Add(["ending_with", "endswith", "endingwith"], static (value, other) => ValueText.Print(value).EndsWith(ValueText.Print(other), StringComparison.Ordinal));
        Add(["containing", "contains"], static (value, other) => Arithmetic.Contains(value, other));
    }

    private void Add(string name, Func<Value, bool> test) => Add([name], test);

    private void Add(string[] names, Func<Value, bool> test)
    {
        foreach (string name in names)
        {
            Add(name, (value, arguments, _) =>
            {
                arguments.End();
                return test(value);
            });
        }
    }

    private void Add(string[] names, Func<Value, Value, bool> test)
    {
        foreach (string name in names)
            Add(name, (value, arguments, _) => test(value, Only(arguments)));
    }

    private static Value Only(CallArguments arguments)
    {
        Value only = arguments.Require("other");
        arguments.End();
        return only;
    }
}
