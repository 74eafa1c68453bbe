using System.Globalization;
using Cells.Fuzz.Engine;
using Cells.Fuzz.Subjects;
using Xunit.Abstractions;

namespace Cells.Fuzz.Tests;

/// <summary>CI's minute. <c>dotnet run -c Release --project tests/Cells.Fuzz -- --full</c> takes longer and looks further.</summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int Cases = 60_000;
    private const int ReadsWhileChanging = 300;

    private static readonly Lazy<Subject> Correct = new(static () => Subject.Build());

    /// <summary>Bugs that were made on purpose, each a change of one text.</summary>
    private static readonly SeededBug[] Bugs =
    [
        new("an element count without its bound", "Views/ImageChild.cs", "if (bytes > _bytes.Length)", "if (bytes > int.MaxValue)"),
        new("a size word without its bound", "Views/ImageBlock.cs", "if (known < 4 || known > (uint)bytes.Length)", "if (known < 4)"),
        new("a stride without its bound", "Views/BlockList.cs", " || (long)stride * Count > _blocks.Length)", ")"),
        new("a backward offset", "Views/ImageReference.cs", "if (offset < (uint)first || offset", "if (offset"),
        new("a list of bool that is a cast", "Cells.Samples.Lists.g.cs",
            "ScalarListView<global::Cells.Images.Codecs.BooleanCodec, bool> Truths => global::Cells.Images.Views.ScalarListView<global::Cells.Images.Codecs.BooleanCodec, bool>.Of",
            "PlainListView<bool> Truths => global::Cells.Images.Views.PlainListView<bool>.Of"),
        new("a bool without its check", "Scalars/BooleanCodec.cs", "if (value > 1)", "if (value > 255)"),
        new("an enum without its check", "Scalars/EnumCodec.cs", "if (!Declared.Contains(Bits(value)))", "if (Bits(value) == ulong.MaxValue)"),
        new("a date without its check", "Scalars/DateTimeCodec.cs", " || kind > (byte)DateTimeKind.Local)", ")"),
        new("padding that is not cleared", "Messages/ImageWriter.cs", "block.Clear();", ""),
    ];

    public static TheoryData<string> BugNames { get; } = [.. Bugs.Select(static bug => bug.Name)];

    [Fact]
    public void Hostile_images_read_or_fail_as_images_and_nothing_else() => Assert.Null(Run(Correct.Value, Session.Cases, Cases));

    [Fact]
    public void Images_that_change_while_they_are_read_fail_as_images_and_nothing_else() => Assert.Null(Run(Correct.Value, Session.Changing, ReadsWhileChanging));

    [Theory]
    [MemberData(nameof(BugNames))]
    public void A_seeded_bug_is_found(string name)
    {
        string? failure = Run(Subject.Build(Bugs.Single(bug => bug.Name == name)), Session.Cases, Cases);
        output.WriteLine(failure ?? "nothing was found");
        Assert.NotNull(failure);
    }

    private string? Run(Subject subject, string session, int times)
    {
        var log = new StringWriter();
        string? failure = subject.Run(new Dictionary<string, string> { [session] = times.ToString(CultureInfo.InvariantCulture), [Session.Seed] = "2026" }, log);
        output.WriteLine(log.ToString());
        return failure;
    }
}
