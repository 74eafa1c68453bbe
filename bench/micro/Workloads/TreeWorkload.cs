using System.Globalization;
using Cells.Bench.Micro.Messages;
using Cells.Bench.Micro.Protobuf;

namespace Cells.Bench.Micro.Workloads;

/// <summary>A deep tree.</summary>
internal sealed class TreeWorkload : Workload
{
    private const int Depth = 60;

    private readonly Forms<Node, NodeProto> _forms;

    internal TreeWorkload()
        : base("tree", "a tree 60 deep, 119 nodes with a text each")
    {
        Node value = Tree(Depth);
        _forms = new Forms<Node, NodeProto>(value, Proto(value), JsonForms.Default.Node, NodeProto.Parser);
    }

    /// <inheritdoc/>
    public override int ImageBytes => _forms.ImageBytes;

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Write => _forms.Write();

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Access => _forms.Look(AccessImages, static node => node.Value, static node => node.Value);

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Walk => _forms.Look(WalkImages, WalkValue, WalkProto);

    /// <inheritdoc/>
    public override IReadOnlyList<Contender> Read => _forms.Read();

    /// <summary>A spine with a leaf at each node.</summary>
    private static Node Tree(int depth)
    {
        var node = new Node(depth, Label(depth), null, null);
        for (int i = depth - 1; i > 0; i--)
            node = new Node(i, Label(i), node, new Node(-i, Label(-i), null, null));
        return node;
    }

    private static string Label(int value) => string.Create(CultureInfo.InvariantCulture, $"node {value}");

    private static NodeProto Proto(Node node)
    {
        var proto = new NodeProto { Value = node.Value, Name = node.Name };
        if (node.Left is { } left)
            proto.Left = Proto(left);
        if (node.Right is { } right)
            proto.Right = Proto(right);
        return proto;
    }

    private static long AccessImages(byte[][] images, int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
            sum += new Node.View(images[i & (images.Length - 1)]).Value;
        return sum;
    }

    private static long WalkImages(byte[][] images, int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
            sum += WalkView(new Node.View(images[i & (images.Length - 1)]));
        return sum;
    }

    private static long WalkView(Node.View node)
    {
        long sum = node.Value + node.Name.Bytes.Length;
        if (node.HasLeft)
            sum += WalkView(node.Left);
        if (node.HasRight)
            sum += WalkView(node.Right);
        return sum;
    }

    private static long WalkValue(Node node) =>
        node.Value + node.Name.Length + (node.Left is { } left ? WalkValue(left) : 0) + (node.Right is { } right ? WalkValue(right) : 0);

    private static long WalkProto(NodeProto node) =>
        node.Value + node.Name.Length + (node.Left is { } left ? WalkProto(left) : 0) + (node.Right is { } right ? WalkProto(right) : 0);
}
