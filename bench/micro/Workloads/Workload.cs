namespace Cells.Bench.Micro.Workloads;

/// <summary>A value, and what is done with it in each form.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it is, in a few words.</param>
public abstract class Workload(string name, string description)
{
    /// <summary>The form that others are compared with.</summary>
    public const string Cells = "cells";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Workload> All { get; } = [new OrderWorkload(), new LogWorkload(), new PointWorkload(), new TreeWorkload()];

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What it is, in a few words.</summary>
    public string Description { get; } = description;

    /// <summary>The size of its image.</summary>
    public abstract int ImageBytes { get; }

    /// <summary>Writes a value into memory that is there.</summary>
    public abstract IReadOnlyList<Contender> Write { get; }

    /// <summary>Looks at one field of what was received; where it must be parsed for that, it is.</summary>
    public abstract IReadOnlyList<Contender> Access { get; }

    /// <summary>Looks at every field of what was received.</summary>
    public abstract IReadOnlyList<Contender> Walk { get; }

    /// <summary>Makes an owned value of what was received.</summary>
    public abstract IReadOnlyList<Contender> Read { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
