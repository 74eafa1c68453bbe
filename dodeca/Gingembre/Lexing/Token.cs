using System.Runtime.InteropServices;

namespace Gingembre.Lexing;

/// <summary>A piece of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a string, what it means.</param>
/// <param name="Span">Where it stands.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, string Text, Span Span)
{
    internal bool IsSymbol(string text) => Kind == TokenKind.Symbol && Text == text;

    internal bool IsName(string text) => Kind == TokenKind.Name && Text == text;

    /// <summary>As messages name it.</summary>
    internal string Description => Kind switch
    {
        TokenKind.Data => "text",
        TokenKind.VariableEnd => "'}}'",
        TokenKind.BlockEnd => "'%}'",
        TokenKind.VariableBegin => "'{{'",
        TokenKind.BlockBegin => "'{%'",
        TokenKind.String => "a string",
        TokenKind.End => "the end of the template",
        _ => $"'{Text}'",
    };
}
