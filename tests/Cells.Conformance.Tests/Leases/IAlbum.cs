namespace Cells.Conformance.Leases;

[CellMessage]
public partial record Photo(string Name, SharedBytes Pixels, SharedBytes? Thumbnail = null, List<SharedBytes>? Layers = null);

/// <summary>Photos, whose bulk is leased.</summary>
[CellContract("album")]
public interface IAlbum
{
    /// <summary>Each byte turned round, in a lease of the handler's own.</summary>
    ValueTask<Photo> InvertAsync(Photo photo, CancellationToken cancellation = default);

    /// <summary>What comes back is what came.</summary>
    ValueTask<Photo> ReturnAsync(Photo photo, CancellationToken cancellation = default);

    /// <summary>Has the album behind this one turn the photo round, and returns what that gave.</summary>
    ValueTask<SharedBytes> PassOnAsync(SharedBytes pixels, CancellationToken cancellation = default);

    /// <summary>So many photos, each of so many bytes of its number.</summary>
    IAsyncEnumerable<Photo> ListAsync(int count, int bytes, CancellationToken cancellation = default);
}
