using System.Reflection;
using System.Text.RegularExpressions;
using Cells.Testing;

namespace Cells.Conformance.Tests.ZeroCopy;

/// <summary>The example of <c>docs/zero-copy.md</c>.</summary>
public sealed partial class ZeroCopyTests
{
    private static readonly string Root =
        typeof(ZeroCopyTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "RepositoryRoot").Value!;

    [Fact]
    public async Task A_frame_is_built_sent_and_read_in_place()
    {
        byte[] camera = new byte[640 * 480];
        camera[10_000] = 200;
        await using CellTestHost host = await CellTestHost.StartAsync<IFrames>(new Frames());
        FramesClient frames = host.Connect<FramesClient>();

        using Image<Frame> frame = frames.Rent<Frame>(maxBytes: 64 + 640 * 480);
        Fill(frame.Build(), camera);
        Brightest brightest = await frames.FindAsync(frame);
        using Image<Frame> inverted = await frames.InvertAsync(frame);
        byte corner = inverted.View.Pixels[0];

        Assert.Equal((new Brightest(10_000 % 640, 10_000 / 640, 200), 255), (brightest, corner));
        Assert.Equal(new Brightest(0, 0, 255), await frames.FindAsync(inverted));
    }

    [Fact]
    public void The_code_of_the_page_is_the_code_that_is_compiled_here()
    {
        string page = File.ReadAllText(Path.Combine(Root, "docs", "zero-copy.md"));
        string folder = Path.Combine(Root, "tests", "Cells.Conformance.Tests", "ZeroCopy");
        string[] sources = [.. Directory.EnumerateFiles(folder, "*.cs").Select(static path => Unindented(File.ReadAllText(path)))];
        string[] blocks = [.. CodeBlock().Matches(page).Select(static block => Unindented(block.Groups[1].Value))];
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(sources, source => source.Contains(block, StringComparison.Ordinal)));
    }

    private static void Fill(Frame.Builder frame, ReadOnlySpan<byte> camera)
    {
        frame.Width = 640;
        frame.Height = 480;
        camera.CopyTo(frame.ReservePixels(camera.Length));
    }

    private static string Unindented(string text) => string.Join('\n', text.Split('\n').Select(static line => line.Trim()));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
