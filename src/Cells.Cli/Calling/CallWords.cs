namespace Cells.Cli.Calling;

/// <summary>What was typed after a cell's name: a method, a request, or both.</summary>
/// <param name="Method">The method; null where only a request was typed.</param>
/// <param name="Request">The request as JSON, or <c>-</c> for standard input.</param>
internal sealed record CallWords(string? Method, string Request)
{
    /// <summary>A request that says nothing: for methods without arguments, or with defaults for all.</summary>
    private const string Nothing = "{}";

    /// <summary>Takes one word or two. A lone word that begins with a letter is a method, since no JSON does but <c>true</c>, <c>false</c> and <c>null</c>.</summary>
    internal static CallWords Read(string[] words) => words switch
    {
        [var method, var request] => new CallWords(method, request),
        [var method] when method.Length > 0 && char.IsLetter(method[0]) && method is not ("true" or "false" or "null") => new CallWords(method, Nothing),
        _ => new CallWords(null, words[^1]),
    };
}
