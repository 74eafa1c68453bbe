using Cells;

namespace Dodeca.Sources;

/// <summary>What a file holds, without holding it.</summary>
/// <param name="Hash">The hash of its content, in hexadecimal.</param>
/// <param name="Length">Its length in bytes.</param>
[CellMessage]
public sealed partial record FileStamp(string Hash, long Length);

/// <summary>The files of a folder and those below it.</summary>
/// <param name="Paths">Their paths from the site's folder, in order.</param>
[CellMessage]
public sealed partial record FileList(List<string> Paths);
