namespace Dodeca.Hosting;

/// <summary>A cell as its host knows it.</summary>
/// <param name="Name">Its name: its program is <c>dodeca-cell-NAME</c>.</param>
/// <param name="PoolSize">How many processes of it there may be.</param>
/// <param name="MemoryBytes">How much memory each may take; 0: no limit.</param>
public sealed record CellDeclaration(string Name, int PoolSize, long MemoryBytes);
