using Cells.Images;
using Cells.Samples;

namespace Cells.Image.Tests.Collections;

public class CollectionImageTests
{
    [Fact]
    public void Every_value_is_the_same_after_its_image()
    {
        Check(CollectionValues.Maps);
        Check(CollectionValues.EmptyMaps);
        Check(CollectionValues.Sets);
        Check(CollectionValues.EmptySets);
        Check(CollectionValues.Tuples);
        Check(CollectionValues.EmptyTuples);
    }

    [Fact]
    public void A_copy_of_a_view_has_the_same_bytes()
    {
        using var maps = Image<Maps>.Create(CollectionValues.Maps);
        using var mapsCopy = maps.View.ToImage();
        Assert.Equal(Convert.ToHexString(maps.Bytes), Convert.ToHexString(mapsCopy.Bytes));
        using var sets = Image<Sets>.Create(CollectionValues.Sets);
        using var setsCopy = sets.View.ToImage();
        Assert.Equal(Convert.ToHexString(sets.Bytes), Convert.ToHexString(setsCopy.Bytes));
        using var tuples = Image<Tuples>.Create(CollectionValues.Tuples);
        using var tuplesCopy = tuples.View.ToImage();
        Assert.Equal(Convert.ToHexString(tuples.Bytes), Convert.ToHexString(tuplesCopy.Bytes));
    }

    private static void Check<T>(T value)
        where T : IImageMessage<T>
    {
        using var image = Image<T>.Create(value);
        T read = image.Read();
        Assert.Equivalent(value, read, strict: true);
        using var again = Image<T>.Create(read);
        Assert.Equal(Convert.ToHexString(image.Bytes), Convert.ToHexString(again.Bytes));
    }
}
