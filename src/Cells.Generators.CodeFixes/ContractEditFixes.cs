using System.Collections.Immutable;
using System.Composition;
using Cells.Generators.Locks;
using Cells.Images.Schemas;
using Cells.Images.Schemas.Comparison;
using Cells.Images.Schemas.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cells.Generators.CodeFixes;

/// <summary>Offers what can be done where an edit breaks a contract: give what was added a default, move it to the end, or accept the edit.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ContractEditFixes : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CELL0035", "CELL0036"];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            ParameterSyntax? parameter = root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>();
            diagnostic.Properties.TryGetValue(ContractLockAnalyzer.KindProperty, out string? kind);
            if (parameter is not null && kind == nameof(EditKind.MemberAppended) && parameter.Default is null)
                Register(context, diagnostic, "Give it a default", token => ParameterFixes.GiveDefaultAsync(context.Document, parameter, token));
            if (parameter is not null && kind == nameof(EditKind.MemberInserted))
                Register(context, diagnostic, "Move it to the end and give it a default", token => ParameterFixes.MoveToEndAsync(context.Document, parameter, token));
            if (diagnostic.Properties.TryGetValue(ContractLockAnalyzer.SchemaProperty, out string? schema) && schema is not null)
                Accept(context, diagnostic, schema);
        }
    }

    private static void Register(CodeFixContext context, Diagnostic diagnostic, string title, Func<CancellationToken, Task<Document>> change) =>
        context.RegisterCodeFix(CodeAction.Create(title, change, equivalenceKey: title), diagnostic);

    /// <summary>Accepts all edits of the contract, by writing it into the lock.</summary>
    private static void Accept(CodeFixContext context, Diagnostic diagnostic, string schema)
    {
        const string Title = "Accept the contract as it is in " + LockFile.FileName;
        Project project = context.Document.Project;
        if (project.AdditionalDocuments.FirstOrDefault(static document => Path.GetFileName(document.FilePath ?? document.Name) == LockFile.FileName) is not { } file)
            return;
        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                async token =>
                {
                    SourceText text = await file.GetTextAsync(token).ConfigureAwait(false);
                    LockFile accepted = LockFile.Parse(text.ToString()).With(ContractSchema.Parse(schema));
                    return project.Solution.WithAdditionalDocumentText(file.Id, SourceText.From(accepted.ToString(), text.Encoding));
                },
                equivalenceKey: Title),
            diagnostic);
    }
}
