using System.CommandLine;

namespace Dodeca.Cli.Commands;

/// <summary>Which site a command is about.</summary>
internal static class SiteArgument
{
    internal static Argument<string> Create() => new("DIR")
    {
        Description = "The site's folder, or one in it. Default: this one.",
        DefaultValueFactory = static _ => ".",
    };
}
