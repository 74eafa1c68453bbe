namespace Cells.Samples;

/// <summary>A shape.</summary>
[CellMessage]
public abstract partial record Shape
{
    /// <summary>A circle.</summary>
    /// <param name="Radius">Its radius.</param>
    [CellMessage]
    public sealed partial record Circle(double Radius) : Shape;

    /// <summary>A rectangle.</summary>
    /// <param name="Width">Its width.</param>
    /// <param name="Height">Its height.</param>
    [CellMessage]
    public sealed partial record Rectangle(double Width, double Height) : Shape;

    /// <summary>A polygon.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Angles">Its angles.</param>
    [CellMessage]
    public sealed partial record Polygon(string Name, int[] Angles) : Shape;

    /// <summary>Nothing to see.</summary>
    [CellMessage]
    public sealed partial record Empty : Shape;
}

/// <summary>An arithmetic expression.</summary>
[CellMessage]
public abstract partial record Expression
{
    /// <summary>A number.</summary>
    /// <param name="Value">Its value.</param>
    [CellMessage, CellCase(1)]
    public sealed partial record Number(long Value) : Expression;

    /// <summary>A variable.</summary>
    /// <param name="Name">Its name.</param>
    [CellMessage, CellCase(2)]
    public sealed partial record Variable(string Name) : Expression;

    /// <summary>A sum.</summary>
    /// <param name="Left">What is added to.</param>
    /// <param name="Right">What is added.</param>
    [CellMessage, CellCase(7)]
    public sealed partial record Sum(Expression Left, Expression Right) : Expression;

    /// <summary>A call of a function.</summary>
    /// <param name="Function">Its name.</param>
    /// <param name="Arguments">What it is called with.</param>
    /// <param name="Else">What holds where it is not defined.</param>
    [CellMessage, CellCase(4)]
    public sealed partial record Call(string Function, List<Expression> Arguments, Expression? Else = null) : Expression;
}

/// <summary>What happened; newer peers may know of more.</summary>
[CellMessage(Open = true)]
public abstract partial record Happening
{
    /// <summary>Something began.</summary>
    /// <param name="Name">What.</param>
    [CellMessage]
    public sealed partial record Began(string Name) : Happening;

    /// <summary>Something ended.</summary>
    /// <param name="Name">What.</param>
    /// <param name="Outcome">How.</param>
    [CellMessage]
    public sealed partial record Ended(string Name, Outcome Outcome) : Happening;

    /// <summary>Something that this version does not know.</summary>
    /// <param name="Tag">Its tag.</param>
    public sealed record Unknown(uint Tag) : Happening;
}

/// <summary>How something ended; newer peers may know of more.</summary>
[CellEnum(Open = true)]
public enum Outcome : short
{
    /// <summary>Well.</summary>
    Good = 1,

    /// <summary>Badly.</summary>
    Bad = -1,
}

/// <summary>Marks of which newer peers may know more.</summary>
[Flags, CellEnum(Open = true)]
public enum OpenMarks : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Urgent.</summary>
    Urgent = 1,

    /// <summary>Hidden.</summary>
    Hidden = 4,
}

/// <summary>An event as newer peers know it: the same tags, and one more.</summary>
[CellMessage]
public abstract partial record LaterHappening
{
    /// <summary>Something began.</summary>
    /// <param name="Name">What.</param>
    [CellMessage, CellCase(1)]
    public sealed partial record Began(string Name) : LaterHappening;

    /// <summary>Something went on.</summary>
    /// <param name="Steps">How many steps.</param>
    [CellMessage, CellCase(3)]
    public sealed partial record Continued(int Steps) : LaterHappening;
}

/// <summary>A case that stands beside its union.</summary>
[CellMessage]
public abstract partial record Payment;

/// <summary>Paid in cash.</summary>
/// <param name="Amount">How much.</param>
[CellMessage]
public sealed partial record CashPayment(decimal Amount) : Payment;

/// <summary>Paid by card.</summary>
/// <param name="Amount">How much.</param>
/// <param name="Number">With which.</param>
[CellMessage]
public sealed partial record CardPayment(decimal Amount, string Number) : Payment;

/// <summary>Unions in all places where a message may have one.</summary>
/// <param name="Id">A number.</param>
/// <param name="Shape">A shape.</param>
/// <param name="Maybe">A shape that may be null.</param>
/// <param name="Shapes">Shapes.</param>
/// <param name="MaybeShapes">Shapes that may be null.</param>
/// <param name="Lists">Lists of shapes.</param>
/// <param name="Circle">One case alone.</param>
/// <param name="Circles">One case alone, often.</param>
/// <param name="Formula">An expression.</param>
/// <param name="Payment">A payment.</param>
/// <param name="Happening">What happened.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Marks">Marks.</param>
/// <param name="MaybeOutcome">How it ended, where it did.</param>
/// <param name="Outcomes">How things ended.</param>
[CellMessage]
public sealed partial record Drawing(
    int Id,
    Shape Shape,
    Shape? Maybe,
    List<Shape> Shapes,
    Shape?[] MaybeShapes,
    IReadOnlyList<List<Shape>> Lists,
    Shape.Circle Circle,
    List<Shape.Circle> Circles,
    Expression Formula,
    Payment Payment,
    Happening? Happening = null,
    Outcome Outcome = Outcome.Good,
    OpenMarks Marks = OpenMarks.Urgent,
    Outcome? MaybeOutcome = null,
    Outcome[]? Outcomes = null);

/// <summary>Unions and dynamic values in maps and tuples.</summary>
/// <param name="ByName">Shapes by name.</param>
/// <param name="ByOutcome">Shapes that may be null, by an open enum.</param>
/// <param name="Data">Values by number.</param>
/// <param name="Pair">A shape and a value.</param>
/// <param name="Outcomes">A set of an open enum.</param>
[CellMessage]
public sealed partial record Gallery(
    Dictionary<string, Shape> ByName,
    IReadOnlyDictionary<Outcome, Shape?> ByOutcome,
    Dictionary<int, Value> Data,
    (Shape, Value) Pair,
    HashSet<Outcome> Outcomes);
