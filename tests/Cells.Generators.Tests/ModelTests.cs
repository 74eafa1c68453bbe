using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Tests;

public class ModelTests
{
    [Fact]
    public void Models_hold_nothing_of_the_compiler()
    {
        IEnumerable<Type> models = typeof(CellsGenerator).Assembly.GetTypes().Where(static type => type.Namespace == "Cells.Generators.Models");
        foreach (PropertyInfo property in models.SelectMany(static type => type.GetProperties()))
        {
            bool isCompilers = property.PropertyType.Assembly == typeof(ISymbol).Assembly && !property.PropertyType.IsValueType;
            Assert.False(isCompilers, $"{property.DeclaringType}.{property.Name} is a {property.PropertyType}");
        }
    }

    [Fact]
    public void Models_are_equal_by_what_they_hold()
    {
        IEnumerable<Type> models = typeof(CellsGenerator).Assembly.GetTypes()
            .Where(static type => type.Namespace == "Cells.Generators.Models" && type.GetMethod("<Clone>$") is not null);
        foreach (PropertyInfo property in models.SelectMany(static type => type.GetProperties()))
        {
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            bool isEquatable = type.IsEnum || type.IsGenericParameter || typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type);
            Assert.True(isEquatable || IsComputed(property), $"{property.DeclaringType}.{property.Name} is a {property.PropertyType}, which is compared by reference");
        }
    }

    /// <summary>Equality leaves out what has no field behind it: the compiler marks the getters that it wrote itself.</summary>
    private static bool IsComputed(PropertyInfo property) => !property.GetMethod!.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
}
