using Cells.Images;
using Cells.Images.Dynamic;

namespace Cells.Image.Tests.Golden;

/// <summary>Images that are checked in. Their bytes are a promise: a change of an old one breaks every peer and every stored image.</summary>
public sealed class GoldenFileTests
{
    static GoldenFileTests()
    {
        if (GoldenAcceptance.IsAsked)
            GoldenAcceptance.WriteAll();
    }

    public static TheoryData<string> Names => [.. GoldenCases.All.Select(static item => item.Name)];

    public static TheoryData<string> HostileNames => [.. HostileCases.All.Select(static item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_what_is_checked_in(string name)
    {
        GoldenCase item = Case(name);
        GoldenFiles.Same(GoldenFiles.SchemaOf(item), GoldenSchema.Of(item.Message));
        GoldenFiles.Same(GoldenFiles.ValueOf(item), item.Json + "\n");
        Assert.Equal(GoldenFiles.Hex(item.Image), GoldenFiles.Hex(GoldenFiles.ReadHex(GoldenFiles.ImageOf(item))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_checked_in_reads_back(string name)
    {
        GoldenCase item = Case(name);
        if (!item.IsWritable)
        {
            Assert.Throws<ImageException>(() => item.WriteAgain(item.Image));
            Assert.Throws<JsonImageException>(() => item.ImageOf(item.Json));
            return;
        }

        byte[] image = item.WriteAgain(item.Image);
        Assert.Equal(GoldenFiles.Hex(image), GoldenFiles.Hex(item.ImageOf(item.Json)));
        Assert.Equal(item.Json, item.JsonOf(image));
        if (item.IsCanonical)
            Assert.Equal(GoldenFiles.Hex(item.Image), GoldenFiles.Hex(image));
    }

    [RequiresPythonTheory]
    [MemberData(nameof(Names))]
    public void A_reader_that_was_written_from_the_page_alone_reads_the_same(string name)
    {
        GoldenCase item = Case(name);
        (int exitCode, string output, string error) = PythonDecoder.Run(GoldenFiles.SchemaOf(item), GoldenFiles.ImageOf(item));
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(File.ReadAllText(GoldenFiles.ValueOf(item)), output);
    }

    [RequiresPythonTheory]
    [MemberData(nameof(Names))]
    public void What_is_said_of_the_bytes_is_what_that_reader_makes_of_them(string name)
    {
        GoldenCase item = Case(name);
        (_, string output, _) = PythonDecoder.Run(GoldenFiles.SchemaOf(item), GoldenFiles.ImageOf(item), "--explain");
        Assert.Equal(File.ReadAllText(GoldenFiles.ImageOf(item)), output);
    }

    [Theory]
    [MemberData(nameof(HostileNames))]
    public void What_is_hostile_is_refused(string name)
    {
        HostileCase item = HostileCase(name);
        GoldenFiles.Same(GoldenFiles.ImageOf(item), item.Text);
        Assert.Throws<ImageException>(() => item.Of.WriteAgain(item.Image));
        Assert.Throws<ImageException>(() => item.Of.JsonOf(item.Image));
    }

    [RequiresPythonTheory]
    [MemberData(nameof(HostileNames))]
    public void What_is_hostile_is_refused_by_that_reader_too(string name)
    {
        HostileCase item = HostileCase(name);
        (int exitCode, string output, string error) = PythonDecoder.Run(GoldenFiles.SchemaOf(item.Of), GoldenFiles.ImageOf(item));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("refused: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_shows_every_golden_file() => GoldenFiles.Same(GoldenFiles.Page, GoldenPage.Write());

    [Fact]
    public void Every_golden_file_belongs_to_a_case()
    {
        IEnumerable<string> expected = GoldenCases.All.SelectMany(static item => new[] { GoldenFiles.ImageOf(item), GoldenFiles.SchemaOf(item), GoldenFiles.ValueOf(item) })
            .Concat(HostileCases.All.Select(GoldenFiles.ImageOf))
            .Append(GoldenFiles.Decoder);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Directory.EnumerateFiles(GoldenFiles.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    private static GoldenCase Case(string name) => GoldenCases.All.Single(item => item.Name == name);

    private static HostileCase HostileCase(string name) => HostileCases.All.Single(item => item.Name == name);
}
