using Cells.Images;
using Cells.Samples;

namespace Cells.Image.Tests;

public class EvolutionTests
{
    [Fact]
    public void An_older_image_reads_with_the_defaults_of_what_was_appended()
    {
        byte[] old = Bytes(new FirstVersion("n", true));
        Assert.Equal(new SecondVersion("n", true), ImageCodec.Read<SecondVersion>(old));
        var view = new SecondVersion.View(old);
        Assert.True(view.Safe);
        Assert.Equal(3, view.Count);
        Assert.Equal("none", view.Note.ToString());
        Assert.Equal("perhaps", view.Maybe.ToString());
        Assert.Null(view.Rate);
    }

    [Fact]
    public void A_newer_image_reads_as_the_older_message()
    {
        byte[] image = Bytes(new SecondVersion("n", true, false, 9, "note", null, 0.5));
        Assert.Equal(new FirstVersion("n", true), ImageCodec.Read<FirstVersion>(image));
    }

    [Fact]
    public void An_enum_that_the_image_lacks_and_that_declares_no_zero_is_refused()
    {
        byte[] empty = [4, 0, 0, 0, 0, 0, 0, 0];
        Assert.Throws<ImageException>(() => new Scalars.View(empty).Side);
        Assert.Throws<ImageException>(() => ImageCodec.Read<Scalars>(empty));
        Assert.Throws<ImageException>(() => new Scalars.View(empty).ToImage());
        Assert.Equal(Side.Sell, new Defaults.View(empty).Side);
        Assert.Equal(Marks.None, new Scalars.View(empty).Marks);
    }

    [Fact]
    public void Lists_are_read_by_the_stride_that_they_give()
    {
        var old = new FirstHolder([new FirstVersion("a", true), new FirstVersion("b", false)], new FirstVersion("c", true));
        SecondHolder read = ImageCodec.Read<SecondHolder>(Bytes(old));
        Assert.Equal([new SecondVersion("a", true), new SecondVersion("b", false)], read.Items);
        Assert.Equal(new SecondVersion("c", true), read.One);

        var latest = new SecondHolder([new SecondVersion("a", true, false, 7), new SecondVersion("b", false)], new SecondVersion("c", true));
        FirstHolder back = ImageCodec.Read<FirstHolder>(Bytes(latest));
        Assert.Equal(old.Items, back.Items);
        Assert.Equal(old.One, back.One);
    }

    [Fact]
    public void A_copy_of_an_older_view_is_the_canonical_image_of_the_newer_message()
    {
        byte[] old = Bytes(new FirstHolder([new FirstVersion("a", true)], new FirstVersion("c", false)));
        using var copy = new SecondHolder.View(old).ToImage();
        byte[] expected = Bytes(new SecondHolder([new SecondVersion("a", true)], new SecondVersion("c", false)));
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(copy.Bytes));
    }

    private static byte[] Bytes<T>(T value)
        where T : IImageMessage<T>
    {
        var bytes = new byte[ImageCodec.Measure(value)];
        ImageCodec.Write(bytes, value);
        return bytes;
    }
}
