namespace Cells.Cli.Logs;

/// <summary>How lines of logs are written.</summary>
/// <param name="IsJson">As a JSON object each.</param>
/// <param name="WithTimes">Behind their time.</param>
/// <param name="NameWidth">Behind their cell's name, as wide as this; 0: without it.</param>
/// <param name="HasColors">With a colour for each cell's name.</param>
internal sealed record LogStyle(bool IsJson, bool WithTimes, int NameWidth, bool HasColors);
