using System.Runtime.InteropServices;

namespace Gingembre;

/// <summary>A part of a template's source.</summary>
/// <param name="Start">Where it begins, in UTF-16 units from 0.</param>
/// <param name="Length">How long it is.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Span(int Start, int Length)
{
    /// <summary>Where it ends.</summary>
    public int End => Start + Length;

    /// <summary>From the beginning of this to the end of another.</summary>
    public Span To(Span other) => new(Start, Math.Max(other.End, End) - Start);
}
