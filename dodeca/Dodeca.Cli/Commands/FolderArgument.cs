using System.CommandLine;

namespace Dodeca.Cli.Commands;

/// <summary>Which folder a command is about. What looks like an option is none that there is, and no folder.</summary>
internal static class FolderArgument
{
    /// <summary>That of a site, or one in it; where none is named, the one that one is in.</summary>
    internal static Argument<string> OfSite()
    {
        Argument<string> folder = Named("The site's folder, or one in it. Default: this one.");
        folder.DefaultValueFactory = static _ => ".";
        return folder;
    }

    /// <summary>One that must be named.</summary>
    internal static Argument<string> Named(string description)
    {
        var folder = new Argument<string>("DIR") { Description = description };
        folder.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] word }])
                result.AddError($"there is no option {word}; --help lists those that there are, and a folder of that name is ./{word}");
        });
        return folder;
    }
}
