using Dodeca.Sources;
using Picante;
using Picante.Persistence;

namespace Dodeca.Queries;

/// <summary>What a site is made of.</summary>
internal static class SiteInputs
{
    /// <summary>What stands in a file, by its path from the site's folder.</summary>
    internal static Input<string, FileStamp> File { get; } = new("file", new InputOptions<string, FileStamp> { KeyCodec = TextCodec.Instance, ValueCodec = MessageCodec<FileStamp>.Instance });

    /// <summary>The files below a folder of the site.</summary>
    internal static Input<string, FileList> Files { get; } = new("files", new InputOptions<string, FileList> { KeyCodec = TextCodec.Instance, ValueCodec = MessageCodec<FileList>.Instance });

    /// <summary>What the configuration says, and what works on the site: each by its name.</summary>
    internal static Input<string, string> Setting { get; } = new("setting", new InputOptions<string, string> { KeyCodec = TextCodec.Instance, ValueCodec = TextCodec.Instance });

    /// <summary>Which build of a cell works, by the cell's name.</summary>
    internal static Input<string, string> Cell { get; } = new("cell", new InputOptions<string, string> { KeyCodec = TextCodec.Instance, ValueCodec = TextCodec.Instance });
}
