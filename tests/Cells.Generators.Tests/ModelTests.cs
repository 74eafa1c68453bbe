using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Tests;

public class ModelTests
{
    [Fact]
    public void Models_hold_nothing_of_the_compiler()
    {
        IEnumerable<Type> models = typeof(CellsGenerator).Assembly.GetTypes().Where(static type => type.Namespace == "Cells.Generators.Models");
        foreach (FieldInfo field in models.SelectMany(static type => type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)))
        {
            bool isCompilers = field.FieldType.Assembly == typeof(ISymbol).Assembly && !field.FieldType.IsValueType;
            Assert.False(isCompilers, $"{field.DeclaringType}.{field.Name} is a {field.FieldType}");
        }
    }
}
