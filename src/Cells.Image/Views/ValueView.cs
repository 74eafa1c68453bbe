using Cells.Images.Codecs;
using Cells.Images.Values;

namespace Cells.Images.Views;

/// <summary>A <see cref="Value"/>, read in place. The bytes need not have been validated: each access checks its own bounds.</summary>
public readonly ref partial struct ValueView
{
    private readonly ImageChild _case;

    private ValueView(ImageChild child) => _case = child;

    /// <summary>Stands over an image whose message the value is.</summary>
    /// <param name="image">The bytes from the block's start to the image's end.</param>
    /// <exception cref="ImageException">The block does not fit into the bytes.</exception>
    public ValueView(ReadOnlySpan<byte> image) => _case = ImageBlock.At(image).Child(ValueLayout.ReferenceOffset);

    /// <summary>Whether it is null.</summary>
    public bool IsNull => _case.IsNull;

    /// <summary>What it is.</summary>
    /// <exception cref="ImageException">Its tag is not declared.</exception>
    public ValueCase Case => ValueLayout.CaseOf(_case);

    /// <summary>The bool.</summary>
    /// <exception cref="ImageException">It is something else.</exception>
    public bool AsBoolean => Block(ValueCase.Boolean).Get<BooleanCodec, bool>(ValueLayout.ByteOffset);

    /// <summary>The integer.</summary>
    /// <exception cref="ImageException">It is something else.</exception>
    public long AsInteger => Block(ValueCase.Integer).Get<PlainCodec<long>, long>(ValueLayout.NumberOffset);

    /// <summary>The number; an integer is converted.</summary>
    /// <exception cref="ImageException">It is something else.</exception>
    public double AsDouble => _case.Tag == (int)ValueCase.Integer
        ? AsInteger
        : Block(ValueCase.Double).Get<PlainCodec<double>, double>(ValueLayout.NumberOffset);

    /// <summary>The text.</summary>
    /// <exception cref="ImageException">It is something else.</exception>
    public Utf8Text AsString => Utf8Text.Of(Block(ValueCase.String).Child(ValueLayout.ReferenceOffset).Or(ImageChild.Empty));

    /// <summary>The bytes.</summary>
    /// <exception cref="ImageException">It is something else.</exception>
    public ReadOnlySpan<byte> AsBytes => Block(ValueCase.Bytes).Data(ValueLayout.ReferenceOffset);

    /// <summary>The values of an array.</summary>
    /// <exception cref="ImageException">It is something else.</exception>
    public ChildListView<ValueView> Items => ChildListView<ValueView>.Of(Block(ValueCase.Array).Child(ValueLayout.ReferenceOffset));

    /// <summary>The members of an object, ascending by the bytes of their keys.</summary>
    /// <exception cref="ImageException">It is something else.</exception>
    public MapView<TextKey, Utf8Text, ChildMemberView<ValueView, UnionCopier<ValueView>, NullAllowed>, ValueView> Members =>
        MapView<TextKey, Utf8Text, ChildMemberView<ValueView, UnionCopier<ValueView>, NullAllowed>, ValueView>.Of(
            Block(ValueCase.Object).Child(ValueLayout.ReferenceOffset));

    /// <summary>The value at an index of an array.</summary>
    /// <exception cref="ImageException">It is no array.</exception>
    public ValueView this[int index] => Items[index];

    /// <summary>The value of a member of an object; null where there is none.</summary>
    /// <exception cref="ImageException">It is no object.</exception>
    public ValueView this[string key] => TryGet(key, out ValueView value) ? value : default;

    /// <summary>Finds the value of a member of an object.</summary>
    /// <param name="key">The key in UTF-8.</param>
    /// <param name="value">The value; null where there is none.</param>
    /// <exception cref="ImageException">It is no object.</exception>
    public bool TryGet(scoped ReadOnlySpan<byte> key, out ValueView value) => Members.TryGetValue(key, out value);

    /// <summary>Finds the value of a member of an object.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; null where there is none.</param>
    /// <exception cref="ImageException">It is no object.</exception>
    public bool TryGet(string key, out ValueView value) => Members.TryGetValue(key, out value);

    /// <summary>Makes an owned value of what the view shows.</summary>
    /// <exception cref="ImageException">The bytes are not an image of a value.</exception>
    public Value ToOwned() => UnionCodec<Value>.Read(_case);

    private ImageBlock Block(ValueCase expected)
    {
        if (_case.Tag != (int)expected)
            throw UnionErrors.OtherCase(nameof(Value), expected.ToString(), _case.Tag);
        return ImageBlock.At(_case.Rest);
    }
}
