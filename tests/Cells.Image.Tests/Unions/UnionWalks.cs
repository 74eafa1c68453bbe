using Cells.Images.Views;
using Cells.Samples;

namespace Cells.Image.Tests.Unions;

/// <summary>Looks at everything that a view of a sample shows, and makes a number of it.</summary>
internal static class UnionWalks
{
    private const int MaxDepth = 8;
    private const int MaxItems = 8;

    public static long Walk(Drawing.View view)
    {
        long sum = view.Id + Walk(view.Shape) + (view.HasMaybe ? Walk(view.Maybe) : 0) + view.Circle.Radius.GetHashCode() + Walk(view.Formula) + Walk(view.Payment)
            + (view.HasHappening ? Walk(view.Happening) : 0) + (long)view.Outcome + (long)view.Marks + (long)view.MaybeOutcome.GetValueOrDefault();
        foreach (Shape.View shape in view.Shapes)
            sum += Walk(shape);
        foreach (Shape.View shape in view.MaybeShapes)
            sum += shape.IsNull ? 1 : Walk(shape);
        foreach (ChildListView<Shape.View> shapes in view.Lists)
        {
            foreach (Shape.View shape in shapes)
                sum += Walk(shape);
        }

        foreach (Shape.Circle.View circle in view.Circles)
            sum += circle.Radius.GetHashCode();
        foreach (Outcome outcome in view.Outcomes)
            sum += (long)outcome;
        return sum;
    }

    public static long Walk(Shape.View view) => view.Case switch
    {
        ShapeCase.Circle => view.AsCircle.Radius.GetHashCode(),
        ShapeCase.Rectangle => view.AsRectangle.Width.GetHashCode() + view.AsRectangle.Height.GetHashCode(),
        ShapeCase.Polygon => view.AsPolygon.Name.Bytes.Length + view.AsPolygon.Angles.Length,
        _ => view.TryGetEmpty(out _) ? 1 : 0,
    };

    public static long Walk(Expression.View view, int depth = 0)
    {
        if (depth >= MaxDepth)
            return 0;
        switch (view.Case)
        {
            case ExpressionCase.Number:
                return view.AsNumber.Value;
            case ExpressionCase.Variable:
                return view.AsVariable.Name.Bytes.Length;
            case ExpressionCase.Sum:
                return Walk(view.AsSum.Left, depth + 1) + Walk(view.AsSum.Right, depth + 1);
            default:
                Expression.Call.View call = view.AsCall;
                long sum = call.HasElse ? Walk(call.Else, depth + 1) : 0;
                for (int i = 0; i < Math.Min(MaxItems, call.Arguments.Count); i++)
                    sum += Walk(call.Arguments[i], depth + 1);
                return sum;
        }
    }

    public static long Walk(TemplateInput.View view)
    {
        long sum = view.Name.Bytes.Length + Walk(view.Data) + Walk(view.Fallback);
        foreach (ValueView step in view.Steps)
            sum += Walk(step);
        return sum;
    }

    public static long Walk(Gallery.View view)
    {
        long sum = Walk(view.Pair.Item1) + Walk(view.Pair.Item2) + view.Outcomes.Count
            + (view.ByName.TryGetValue("a"u8, out Shape.View found) ? Walk(found) : 0);
        foreach (var entry in view.ByName)
            sum += entry.Key.Bytes.Length + Walk(entry.Value);
        foreach (var entry in view.ByOutcome)
            sum += (long)entry.Key + (entry.HasValue ? Walk(entry.Value) : 0);
        foreach (var entry in view.Data)
            sum += entry.Key + Walk(entry.Value);
        return sum;
    }

    private static long Walk(Payment.View view) =>
        view.TryGetCashPayment(out CashPayment.View cash) ? cash.Amount.GetHashCode() : view.AsCardPayment.Number.Bytes.Length;

    private static long Walk(Happening.View view)
    {
        if (view.TryGetBegan(out Happening.Began.View began))
            return began.Name.Bytes.Length;
        return view.TryGetEnded(out Happening.Ended.View ended) ? (long)ended.Outcome : (long)view.Case;
    }

    private static long Walk(ValueView view, int depth = 0)
    {
        if (depth >= MaxDepth)
            return 0;
        switch (view.Case)
        {
            case ValueCase.Null:
                return 1;
            case ValueCase.Boolean:
                return view.AsBoolean ? 1 : 0;
            case ValueCase.Integer:
                return view.AsInteger;
            case ValueCase.Double:
                return view.AsDouble.GetHashCode();
            case ValueCase.String:
                return view.AsString.Bytes.Length;
            case ValueCase.Bytes:
                return view.AsBytes.Length;
            case ValueCase.Array:
                long sum = 0;
                for (int i = 0; i < Math.Min(MaxItems, view.Items.Count); i++)
                    sum += Walk(view.Items[i], depth + 1);
                return sum;
            default:
                long members = view.TryGet("name"u8, out ValueView name) ? Walk(name, depth + 1) : 0;
                for (int i = 0; i < Math.Min(MaxItems, view.Members.Count); i++)
                    members += view.Members[i].Key.Bytes.Length + Walk(view.Members[i].Value, depth + 1);
                return members;
        }
    }
}
