namespace Dodeca.Hosting;

/// <summary>Work that a cell could not do, so that its input was taken as it is.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Input">What it was asked to work on; empty where the cell cannot be had at all.</param>
/// <param name="Reason">Why it could not.</param>
public sealed record PassThrough(string Cell, string Input, string Reason);
