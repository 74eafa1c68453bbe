namespace Dodeca.Markdown.Highlighting;

/// <summary>What was typed into a terminal, behind <c>$</c>, and what came out.</summary>
internal sealed class ConsoleLexer : ILexer
{
    private static readonly CodeLexer Shell = new(Languages.Shell);

    /// <inheritdoc/>
    public void Read(string code, int start, int end, TokenWriter writer)
    {
        for (int at = start; at < end;)
        {
            int line = code.IndexOf('\n', at, end - at) is >= 0 and var newline ? newline : end;
            if (code[at] is '$' or '#' or '>' && at + 1 < line && code[at + 1] == ' ')
            {
                writer.Mark(TokenKind.Meta, at, at + 1);
                Shell.Read(code, at + 1, line, writer);
            }

            at = line + 1;
        }
    }
}
