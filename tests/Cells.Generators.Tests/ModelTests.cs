using System.Reflection;
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
}
