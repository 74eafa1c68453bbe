namespace Dodeca.Hosting;

/// <summary>What a cell is asked to work on.</summary>
/// <param name="Name">What people call it: a file, a page.</param>
/// <param name="Hash">Names what stands in it: what kills a cell is not tried again until it has changed.</param>
public readonly record struct CellInput(string Name, string Hash);
