using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Architecture.Tests.Repository;

/// <summary>A C# file of src, parsed, so that comments and strings are not taken for code.</summary>
internal sealed class SourceFile
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    private SourceFile(string path)
    {
        Path = path;
        Root = CSharpSyntaxTree.ParseText(RepositoryFiles.Read(path), Options).GetRoot();
    }

    public string Path { get; }

    public SyntaxNode Root { get; }

    /// <summary>The project that the file lies in: the folder below src.</summary>
    public string Project => Path.Split('/')[1];

    public static IReadOnlyList<SourceFile> OfSource() => Parsed.Value;

    /// <summary>A place in the file for a message.</summary>
    public string At(SyntaxNodeOrToken node) => $"{Path}:{node.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1}";

    public string At(SyntaxTrivia trivia) => $"{Path}:{trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    private static Lazy<IReadOnlyList<SourceFile>> Parsed { get; } = new(() =>
        [.. RepositoryFiles.Below("src", ".cs").Where(path => !path.Contains("/Templates/", StringComparison.Ordinal)).Select(path => new SourceFile(path))]);
}
