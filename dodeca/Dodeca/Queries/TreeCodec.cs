using System.Buffers;
using Dodeca.Content;
using Picante.Persistence;

namespace Dodeca.Queries;

/// <summary>The tree as its nodes.</summary>
internal sealed class TreeCodec : IQueryCodec<SiteTree>, IEqualityComparer<SiteTree>
{
    internal static TreeCodec Instance { get; } = new();

    /// <inheritdoc/>
    public void Write(SiteTree value, IBufferWriter<byte> destination) => MessageCodec<TreeNodes>.Instance.Write(value.Nodes, destination);

    /// <inheritdoc/>
    public SiteTree Read(ReadOnlyMemory<byte> source) => new(MessageCodec<TreeNodes>.Instance.Read(source));

    /// <inheritdoc/>
    public bool Equals(SiteTree? x, SiteTree? y) => x?.Nodes == y?.Nodes;

    /// <inheritdoc/>
    public int GetHashCode(SiteTree obj) => obj.Nodes.Nodes.Count;
}
