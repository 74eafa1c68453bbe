namespace Cells.Samples.Golden;

/// <summary>A shape.</summary>
[CellMessage]
public abstract partial record Shape
{
    /// <summary>A circle.</summary>
    /// <param name="Radius">Its radius.</param>
    [CellMessage]
    public sealed partial record Circle(double Radius) : Shape;

    /// <summary>A polygon.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Angles">Its angles.</param>
    [CellMessage]
    public sealed partial record Polygon(string Name, short[] Angles) : Shape;
}

/// <summary>What happened; newer writers may know of more.</summary>
[CellMessage(Open = true)]
public abstract partial record Happening
{
    /// <summary>Something began.</summary>
    /// <param name="Name">What.</param>
    [CellMessage, CellCase(1)]
    public sealed partial record Began(string Name) : Happening;

    /// <summary>Something that this version does not know.</summary>
    /// <param name="Tag">Its tag.</param>
    public sealed record Unknown(uint Tag) : Happening;
}

/// <summary>How something ended; newer writers may know of more.</summary>
[CellEnum(Open = true)]
public enum Outcome : short
{
    /// <summary>Well.</summary>
    Good = 1,

    /// <summary>Badly.</summary>
    Bad = -1,
}

/// <summary>Unions.</summary>
/// <param name="Shape">One.</param>
/// <param name="Shapes">Several, one of them null.</param>
/// <param name="NoShape">Null.</param>
/// <param name="Happening">One of an open union.</param>
/// <param name="Outcome">A value of an open enum.</param>
[CellMessage]
public sealed partial record Drawing(Shape Shape, List<Shape?> Shapes, Shape? NoShape, Happening Happening, Outcome Outcome);

/// <summary>Dynamic values.</summary>
/// <param name="Scalars">An array of what is neither array nor object.</param>
/// <param name="Nested">An object.</param>
/// <param name="Null">Null.</param>
[CellMessage]
public sealed partial record Data(Value Scalars, Value Nested, Value Null);
