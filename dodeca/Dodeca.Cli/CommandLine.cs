using System.CommandLine;
using Dodeca.Cli.Commands;

namespace Dodeca.Cli;

/// <summary>The commands.</summary>
internal static class CommandLine
{
    private const string Description = """
        Dodeca, a builder of static sites.

          ddc init my-site
          ddc build my-site
          ddc serve my-site
          ddc check my-site
          ddc template render page.html --data '{"title":"Hello"}'
        """;

    /// <summary>In the order in which help shows them, by the first word of their line.</summary>
    private static readonly KeyValuePair<string, Func<Command>>[] _commands =
    [
        new("init", InitCommand.Create),
        new("build", BuildCommand.Create),
        new("serve", ServeCommand.Create),
        new("check", CheckCommand.Create),
        new("clean", CleanCommand.Create),
        new("template", TemplateCommand.Create),
    ];

    /// <summary>With the command that was typed alone, or all where none was; and help only where it is asked for: to make them all takes a twentieth of a build that has nothing to do.</summary>
    internal static Command Create(string[] args)
    {
        Func<Command>? typed = null;
        foreach ((string word, Func<Command> create) in _commands)
        {
            if (args.Length > 0 && args[0] == word)
                typed = create;
        }

        bool mayAskForHelp = typed is null;
        foreach (string argument in args)
            mayAskForHelp |= argument is "--help" or "-h" or "-?" or "/h" or "/?" or "--version";

        Command root = mayAskForHelp ? new RootCommand(Description) : new Command("ddc");
        if (typed is not null)
        {
            root.Subcommands.Add(typed());
            return root;
        }

        foreach ((_, Func<Command> create) in _commands)
            root.Subcommands.Add(create());
        return root;
    }
}
