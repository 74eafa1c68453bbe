using Cells.Images;
using Cells.Images.Codecs;
using Cells.Images.Views;

namespace Cells.Binding;

/// <summary>What the generator gives the builder of every union, so that a message's builder can make one for its member.</summary>
/// <typeparam name="TSelf">The builder itself.</typeparam>
public interface IUnionBuilder<TSelf>
    where TSelf : IUnionBuilder<TSelf>, allows ref struct
{
    /// <summary>Stands over the reference at a place of a block.</summary>
    /// <param name="block">Builds the block.</param>
    /// <param name="offset">The reference's place in the block.</param>
    static abstract TSelf Over(ImageBuilder block, int offset);
}

public ref partial struct ImageBuilder
{
    /// <summary>Sets a member to a canonical copy of a union's view.</summary>
    /// <inheritdoc cref="Add{TCodec, T}"/>
    public void AddUnion<TView>(string member, int offset, scoped TView view)
        where TView : IUnionView<TView>, allows ref struct
    {
        Turn(member, offset);
        ImageChild child = TView.Child(view);
        var budget = ReadBudget.For(child.Rest);
        Require(UnionCopier<TView>.Extend(child, _buffer.Length, ref budget));
        var writer = new ImageWriter(_memory, _buffer.Length);
        budget = ReadBudget.For(child.Rest);
        UnionCopier<TView>.Write(ref writer, _at, _at + offset, child, ref budget);
        _buffer.Length = writer.End;
    }

    /// <summary>Begins a union, of which one case is then built.</summary>
    /// <inheritdoc cref="Add{TCodec, T}"/>
    public TBuilder NestUnion<TBuilder>(string member, int offset)
        where TBuilder : IUnionBuilder<TBuilder>, allows ref struct
    {
        ImageBuilder block = this;
        Turn(member, offset);
        return TBuilder.Over(block, offset);
    }

    /// <summary>Takes room for the case of a union and begins it.</summary>
    /// <inheritdoc cref="Add{TCodec, T}"/>
    public TBuilder NestCase<TBuilder>(string member, int offset, int tag)
        where TBuilder : IImageBuilder<TBuilder>, allows ref struct
    {
        Take(member, offset, 8, tag, TBuilder.InlineBytes);
        return TBuilder.At(_buffer, _buffer.Length - TBuilder.InlineBytes);
    }
}
