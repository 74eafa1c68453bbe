using System.Text.Json.Nodes;
using Cells.Tests;
using Xunit.Abstractions;

namespace Cells.Toml.Tests;

/// <summary>Runs every case that the public conformance suite lists for TOML 1.0.</summary>
public class ConformanceTests(ITestOutputHelper output)
{
    private const string Suite = "data/toml-test";

    [RequiresSharedDataFact(Suite)]
    public void Every_valid_document_of_the_suite_reads_as_its_tagged_JSON_says()
    {
        Run("valid/", name =>
        {
            JsonNode? expected = JsonNode.Parse(File.ReadAllBytes(PathOf(Path.ChangeExtension(name, ".json"))));
            return TaggedJson.Difference(name, TomlDocument.Parse(File.ReadAllBytes(PathOf(name)), name).Root, expected);
        });
    }

    [RequiresSharedDataFact(Suite)]
    public void Every_invalid_document_of_the_suite_is_refused_with_a_place_in_it()
    {
        Run("invalid/", name =>
        {
            byte[] document = File.ReadAllBytes(PathOf(name));
            try
            {
                TomlDocument.Parse(document, name);
                return $"{name}: was accepted";
            }
            catch (TomlException refused)
            {
                int lines = 1 + document.Count(b => b == '\n');
                output.WriteLine(refused.Message);
                return refused.Line > lines || refused.Column < 1 ? $"{name}: the error is outside the document" : null;
            }
        });
    }

    private void Run(string folder, Func<string, string?> failureOf)
    {
        string[] listed = [.. File.ReadLines(PathOf("files-toml-1.0.0"))
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith(".toml", StringComparison.Ordinal))];
        List<string> failures = [];
        foreach (string name in listed)
        {
            if (Record.Exception(() => failureOf(name) is string f ? throw new InvalidOperationException(f) : 0) is Exception failure)
            {
                failures.Add($"{name}: {failure.Message}");
            }
        }
        int passed = listed.Length - failures.Count;
        output.WriteLine($"{folder} {passed} of {listed.Length} passed");
        Assert.NotEmpty(listed);
        Assert.True(passed == listed.Length, string.Join('\n', failures));
    }

    private static string PathOf(string name) => SharedData.PathOf(Path.Combine(Suite, name));
}
