using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cells.Fuzz.Subjects;

/// <summary>Rewrites sources so that each block and each outcome of a condition counts itself.</summary>
internal sealed class EdgeCounting : CSharpSyntaxRewriter
{
    private const string Counters = "global::Cells.Images.EdgeCounters";

    private int _edges;

    /// <summary>Rewrites the trees and adds the counters.</summary>
    public static List<SyntaxTree> AddTo(IEnumerable<SyntaxTree> trees)
    {
        var rewriter = new EdgeCounting();
        List<SyntaxTree> counted =
        [
            .. trees.Select(tree => IsCounted(tree.FilePath) ? tree.WithRootAndOptions(rewriter.Visit(tree.GetRoot()), tree.Options) : tree),
        ];
        counted.Add(SourceFolder.ParseText(CountersSource(rewriter._edges), "EdgeCounters.cs"));
        return counted;
    }

    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var block = (BlockSyntax)base.VisitBlock(node)!;
        return block.WithStatements(block.Statements.Insert(0, SyntaxFactory.ParseStatement($"{Counters}.Hit({_edges++});")));
    }

    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node)
    {
        var statement = (IfStatementSyntax)base.VisitIfStatement(node)!;
        return statement.WithCondition(Count(statement.Condition));
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var statement = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return statement.WithCondition(Count(statement.Condition));
    }

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var statement = (ForStatementSyntax)base.VisitForStatement(node)!;
        return statement.Condition is { } condition ? statement.WithCondition(Count(condition)) : statement;
    }

    public override SyntaxNode? VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        var expression = (ConditionalExpressionSyntax)base.VisitConditionalExpression(node)!;
        return expression.WithCondition(Count(expression.Condition));
    }

    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var expression = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        return node.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression
            ? expression.WithLeft(Count(expression.Left)).WithRight(Count(expression.Right))
            : expression;
    }

    /// <summary>What is constant has no body to count.</summary>
    public override SyntaxNode? VisitAttributeList(AttributeListSyntax node) => node;

    /// <summary>Schemas come from the program itself; the fuzzer is after images.</summary>
    private static bool IsCounted(string path) => !path.StartsWith("Schemas", StringComparison.Ordinal) && !path.StartsWith("Layout", StringComparison.Ordinal);

    /// <summary>A condition that counts both its outcomes. One that declares a variable stays: behind a call it would not be assigned.</summary>
    private ExpressionSyntax Count(ExpressionSyntax condition)
    {
        if (condition is LiteralExpressionSyntax || condition.DescendantNodesAndSelf().Any(static node => node is VariableDesignationSyntax))
            return condition;
        int edge = _edges;
        _edges += 2;
        return SyntaxFactory.ParseExpression($"{Counters}.When({edge}, ({condition.WithoutTrivia().ToFullString()}))");
    }

    private static string CountersSource(int edges) => $$"""
        namespace Cells.Images;

        public static class EdgeCounters
        {
            public static readonly int[] Counts = new int[{{edges}}];

            /// <summary>How many edges may still be passed before the case is taken to run for ever.</summary>
            public static readonly long[] Fuel = [long.MaxValue];

            public static void Hit(int edge)
            {
                Counts[edge]++;
                if (--Fuel[0] < 0)
                    throw new InvalidOperationException("The case takes more steps than its bytes allow.");
            }

            public static bool When(int edge, bool condition)
            {
                Hit(condition ? edge : edge + 1);
                return condition;
            }
        }
        """;
}
