namespace Dodeca.Building;

/// <summary>A file of the output.</summary>
/// <param name="Path">Its path in the output folder.</param>
/// <param name="Hash">Names what stands in it.</param>
/// <param name="IsPage">Whether it may refer to others, which are there before it.</param>
/// <param name="WriteAsync">Writes it to a path.</param>
internal sealed record OutputFile(string Path, string Hash, bool IsPage, Func<string, CancellationToken, Task> WriteAsync);
