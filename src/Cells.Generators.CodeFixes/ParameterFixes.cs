using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cells.Generators.CodeFixes;

/// <summary>Changes the parameters of records and methods.</summary>
internal static class ParameterFixes
{
    private const string Token = "CancellationToken";
    private const string Context = "CallContext";

    /// <summary>Gives a parameter the default that older messages read as.</summary>
    public static async Task<Document> GiveDefaultAsync(Document document, ParameterSyntax parameter, CancellationToken cancellation)
    {
        ParameterSyntax with = WithDefault(parameter, await TypeOfAsync(document, parameter, cancellation).ConfigureAwait(false));
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        return document.WithSyntaxRoot(root.ReplaceNode(parameter, with));
    }

    /// <summary>Moves a parameter behind all others but a token, and gives it a default.</summary>
    public static async Task<Document> MoveToEndAsync(Document document, ParameterSyntax parameter, CancellationToken cancellation)
    {
        if (parameter.Parent is not ParameterListSyntax list)
            return document;
        ParameterSyntax moved = parameter.Default is null
            ? WithDefault(parameter, await TypeOfAsync(document, parameter, cancellation).ConfigureAwait(false))
            : parameter;
        List<ParameterSyntax> parameters = [.. list.Parameters.Where(other => other != parameter)];
        int end = parameters.FindIndex(static other => other.Type?.ToString().EndsWith(Token, StringComparison.Ordinal) == true || other.Type?.ToString().EndsWith(Context, StringComparison.Ordinal) == true);
        parameters.Insert(end < 0 ? parameters.Count : end, moved);
        SeparatedSyntaxList<ParameterSyntax> ordered = SyntaxFactory.SeparatedList(
            parameters.Select((item, index) => index == 0 ? item.WithLeadingTrivia(list.Parameters[0].GetLeadingTrivia()) : item.WithLeadingTrivia(list.Parameters[index].GetLeadingTrivia())),
            list.Parameters.GetSeparators());
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        return document.WithSyntaxRoot(root.ReplaceNode(list, list.WithParameters(ordered)));
    }

    private static async Task<ITypeSymbol?> TypeOfAsync(Document document, ParameterSyntax parameter, CancellationToken cancellation)
    {
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        return model.GetDeclaredSymbol(parameter, cancellation)?.Type;
    }

    private static ParameterSyntax WithDefault(ParameterSyntax parameter, ITypeSymbol? type)
    {
        string value = type switch
        {
            { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "null",
            { IsValueType: true } => "default",
            { NullableAnnotation: NullableAnnotation.Annotated } => "null",
            { SpecialType: SpecialType.System_String } => "\"\"",
            _ => "null!",
        };
        EqualsValueClauseSyntax clause = SyntaxFactory.EqualsValueClause(SyntaxFactory.ParseExpression(value))
            .WithEqualsToken(SyntaxFactory.Token([SyntaxFactory.Space], SyntaxKind.EqualsToken, [SyntaxFactory.Space]));
        return parameter.WithDefault(clause);
    }
}
