namespace Dodeca.Markdown.Highlighting;

/// <summary>Differences between files.</summary>
internal sealed class DiffLexer : ILexer
{
    /// <inheritdoc/>
    public void Read(string code, int start, int end, TokenWriter writer)
    {
        for (int at = start; at < end;)
        {
            int line = code.IndexOf('\n', at, end - at) is >= 0 and var newline ? newline : end;
            ReadOnlySpan<char> text = code.AsSpan(at, line - at);
            writer.Mark(
                text switch
                {
                    ['+', '+', '+', ..] or ['-', '-', '-', ..] or ['d', 'i', 'f', 'f', ..] or ['i', 'n', 'd', 'e', 'x', ..] => TokenKind.Meta,
                    ['@', '@', ..] => TokenKind.Keyword,
                    ['+', ..] => TokenKind.Inserted,
                    ['-', ..] => TokenKind.Deleted,
                    _ => TokenKind.Plain,
                },
                at,
                line);
            at = line + 1;
        }
    }
}
