using System.Reflection;
using Cells.Binding;

namespace Cells.Fuzz.Values;

/// <summary>The cases of unions by their tags.</summary>
internal static class UnionCases
{
    /// <summary>A union's cases; null for what is no union.</summary>
    public static IReadOnlyDictionary<int, Type>? Of(Type union) =>
        union.GetCustomAttribute<UnionCasesAttribute>() is { } attribute
            ? attribute.Cases.Select(static (item, index) => (item, tag: item.GetCustomAttribute<CellCaseAttribute>()?.Tag ?? index + 1)).ToDictionary(static pair => pair.tag, static pair => pair.item)
            : null;
}
