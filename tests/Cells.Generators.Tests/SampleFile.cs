using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Cells.Generators.Tests;

/// <summary>A file beside a sample's sources.</summary>
internal sealed class SampleFile(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
