using System.Buffers;

namespace Picante.Evaluation;

/// <summary>All values of an ingredient in a database.</summary>
internal abstract class Table
{
    /// <summary>The ingredient.</summary>
    internal abstract Ingredient Ingredient { get; }

    /// <summary>What became of them; null for inputs.</summary>
    internal virtual QueryCounters? Counters => null;

    /// <summary>Whether nodes of it can be written down.</summary>
    internal abstract bool IsKept { get; }

    /// <summary>The nodes, where it is an input.</summary>
    internal virtual IEnumerable<InputNode> InputNodes => [];

    /// <summary>The nodes, where it is a query.</summary>
    internal virtual IEnumerable<QueryNode> QueryNodes => [];

    /// <summary>The node of a key that was written down.</summary>
    internal abstract Node ReadNode(ReadOnlySpan<byte> key);

    /// <summary>Writes down the key of a node.</summary>
    internal abstract void WriteKey(Node node, IBufferWriter<byte> destination);
}
