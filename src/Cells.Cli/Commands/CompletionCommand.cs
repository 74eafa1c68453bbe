using System.CommandLine;

namespace Cells.Cli.Commands;

/// <summary><c>cell completion</c>: a script by which a shell completes this command's words.</summary>
internal static class CompletionCommand
{
    private const string Bash = "bash";
    private const string Zsh = "zsh";

    /// <summary>Both ask the command itself, which knows its options and the names of cells, and fall back to files.</summary>
    private const string BashScript = """
        _cell() {
            local found
            found=$("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
            COMPREPLY=($(compgen -W "$found" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _cell cell
        """;

    private const string ZshScript = """
        #compdef cell
        _cell() {
            local line="${(j: :)words[1,CURRENT]}"
            local -a found
            found=("${(@f)$("${(Q)words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
            compadd -a found || _files
        }
        if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _cell "$@"; else compdef _cell cell; fi
        """;

    internal static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash or zsh." };
        shell.AcceptOnlyFromAmong(Bash, Zsh);
        var command = new Command("completion", """
            Prints a script by which a shell completes commands, options and names of cells.

              source <(cell completion bash)
            """) { shell };
        command.SetAction(parsed =>
        {
            Console.WriteLine(parsed.GetValue(shell) == Bash ? BashScript : ZshScript);
            return ExitCodes.Success;
        });
        return command;
    }
}
