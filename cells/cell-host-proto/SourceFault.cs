using Cells;

namespace Dodeca.Host;

/// <summary>What is wrong with something that a person has written, and where.</summary>
/// <param name="File">The file, from the site's folder.</param>
/// <param name="Line">The line, from 1; 0 where that is not known.</param>
/// <param name="Column">The column in characters, from 1; 0 where that is not known.</param>
/// <param name="Length">How many characters it is about.</param>
/// <param name="Message">What is wrong, without a full stop.</param>
/// <param name="Help">What to do; null where that is plain.</param>
[CellMessage]
public sealed partial record SourceFault(string File, int Line, int Column, int Length, string Message, string? Help);
