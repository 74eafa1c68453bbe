using Cells.Images;
using Cells.Images.Views;
using Cells.Samples;
using FsCheck;
using FsCheck.Fluent;

namespace Cells.Image.Tests.Unions;

/// <summary>What holds for all unions and dynamic values.</summary>
public class UnionPropertyTests
{
    private const int Depth = 3;

    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static readonly Gen<string> Texts =
        Gen.Elements("a", "b", "é", "\uFFFD", "😀", "$", "").ListOf(3).Select(static parts => string.Concat(parts));

    private static readonly Gen<double> Doubles = Gen.OneOf(ArbMap.Default.GeneratorFor<double>(), Gen.Elements(0.0, -0.0, double.NaN, double.Epsilon, 1e300));

    [Fact]
    public void One_expression_has_one_image_and_one_image_one_expression() =>
        Check.One(Thorough, Prop.ForAll(Expressions(Depth).ToArbitrary(), static expression =>
        {
            byte[] image = UnionTests.Bytes(expression);
            Expression read = ImageCodec.Read<Expression>(image);
            using var copy = new Expression.View(image).ToImage();
            return read == expression && UnionTests.Bytes(read).AsSpan().SequenceEqual(image) && copy.Bytes.SequenceEqual(image);
        }));

    [Fact]
    public void One_value_has_one_image_and_one_image_one_value() =>
        Check.One(Thorough, Prop.ForAll(Values(Depth).ToArbitrary(), static value =>
        {
            byte[] image = UnionTests.Bytes(value);
            using var copy = new ValueView(image).ToImage();
            return ImageCodec.Read<Value>(image) == value && copy.Bytes.SequenceEqual(image);
        }));

    [Fact]
    public void Two_values_are_equal_where_their_images_are() =>
        Check.One(Thorough, Prop.ForAll(Values(2).Two().ToArbitrary(), static two =>
        {
            bool areEqual = two.Item1 == two.Item2;
            return areEqual == UnionTests.Bytes(two.Item1).AsSpan().SequenceEqual(UnionTests.Bytes(two.Item2))
                && (!areEqual || two.Item1.GetHashCode() == two.Item2.GetHashCode());
        }));

    [Fact]
    public void The_order_in_which_members_are_given_is_nothing() =>
        Check.One(Thorough, Prop.ForAll(Members(2).ToArbitrary(), static members =>
        {
            Value there = Value.Object(members);
            Value back = Value.Object(members.Reverse());
            return there == back && UnionTests.Bytes(there).AsSpan().SequenceEqual(UnionTests.Bytes(back));
        }));

    [Fact]
    public void No_byte_of_an_image_is_left_as_it_was() =>
        Check.One(Thorough, Prop.ForAll(Values(Depth).ToArbitrary(), static value =>
        {
            byte[] image = UnionTests.Bytes(value);
            byte[] dirty = new byte[image.Length];
            Array.Fill(dirty, (byte)0xFF);
            ImageCodec.Write(dirty, value);
            return dirty.AsSpan().SequenceEqual(image);
        }));

    /// <summary>Short lists, so that what nests stays small.</summary>
    private static Gen<IReadOnlyList<T>> Few<T>(Gen<T> item) => Gen.Choose(0, 3).SelectMany(count => item.ListOf(count)).Select(static items => (IReadOnlyList<T>)[.. items]);

    private static Gen<Expression> Expressions(int depth)
    {
        Gen<Expression> leaf = Gen.OneOf(
            ArbMap.Default.GeneratorFor<long>().Select(static number => (Expression)new Expression.Number(number)),
            Texts.Select(static name => (Expression)new Expression.Variable(name)));
        if (depth == 0)
            return leaf;

        Gen<Expression> part = Expressions(depth - 1);
        return Gen.OneOf(
            leaf,
            part.Two().Select(static two => (Expression)new Expression.Sum(two.Item1, two.Item2)),
            from name in Texts
            from arguments in Few(part)
            from other in part.OrNull()
            select (Expression)new Expression.Call(name, [.. arguments], other));
    }

    private static Gen<Value> Values(int depth)
    {
        Gen<Value> leaf = Gen.OneOf(
            Gen.Constant(Value.Null),
            ArbMap.Default.GeneratorFor<bool>().Select(static flag => (Value)flag),
            ArbMap.Default.GeneratorFor<long>().Select(static number => (Value)number),
            Doubles.Select(static number => (Value)number),
            Texts.Select(static text => (Value)text),
            ArbMap.Default.GeneratorFor<byte[]>().Select(static bytes => (Value)bytes));
        return depth == 0
            ? leaf
            : Gen.OneOf(leaf, Few(Values(depth - 1)).Select(static items => Value.Array(items)), Members(depth - 1).Select(static members => Value.Object(members)));
    }

    private static Gen<KeyValuePair<string, Value>[]> Members(int depth) =>
        from keys in Few(Texts)
        from values in Values(depth).ListOf(keys.Count)
        select keys.Zip(values, KeyValuePair.Create).DistinctBy(static member => member.Key).ToArray();
}
