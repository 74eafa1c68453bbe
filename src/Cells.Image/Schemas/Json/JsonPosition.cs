namespace Cells.Images.Schemas.Json;

/// <summary>A place in a text, counted from 1; columns in UTF-16 units.</summary>
internal readonly record struct JsonPosition(int Line, int Column)
{
    public SchemaException Error(string problem) => new(problem, Line, Column);
}
