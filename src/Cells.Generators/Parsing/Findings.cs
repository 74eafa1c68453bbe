using Cells.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Parsing;

/// <summary>Collects what is wrong.</summary>
internal sealed class Findings
{
    private readonly List<Finding> _findings = [];

    public int Count => _findings.Count;

    public void Add(DiagnosticDescriptor descriptor, ISymbol at, params string[] arguments) =>
        _findings.Add(new Finding(descriptor.Id, SourcePlace.Of(at), new EquatableArray<string>(arguments)));

    public EquatableArray<Finding> ToArray() => new(_findings);
}
