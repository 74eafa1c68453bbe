using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Cells.Binding;
using Cells.Rpc;

namespace Cells.Conformance.Leases;

/// <inheritdoc/>
public sealed class Album(AlbumClient? behind = null) : IAlbum
{
    /// <summary>The leases that it returned or yielded.</summary>
    public ConcurrentQueue<SharedBytes> GivenUp { get; } = new();

    /// <summary>A served album and a session to it.</summary>
    public static async Task<(CellSession Caller, CellSession Server)> OpenAsync(string transport, Album album)
    {
        var options = new SessionOptions { Name = "album" };
        options.Services.Add(ContractRegistry.CreateDispatcher<IAlbum>(album));
        return await Transports.OpenAsync(transport, new SessionOptions { Name = "caller" }, options);
    }

    public async ValueTask<Photo> InvertAsync(Photo photo, CancellationToken cancellation = default)
    {
        await Task.Yield();
        using SharedBytes pixels = photo.Pixels;
        SharedBytes inverted = SharedBytes.Rent(pixels.Length);
        for (int i = 0; i < pixels.Length; i++)
            inverted.WritableSpan[i] = (byte)~pixels.Span[i];
        GivenUp.Enqueue(inverted);
        return new Photo(photo.Name, inverted);
    }

    public ValueTask<Photo> ReturnAsync(Photo photo, CancellationToken cancellation = default)
    {
        GivenUp.Enqueue(photo.Pixels);
        return new(photo);
    }

    public async ValueTask<SharedBytes> PassOnAsync(SharedBytes pixels, CancellationToken cancellation = default)
    {
        using (pixels)
            return (await behind!.InvertAsync(new Photo("passed on", pixels), cancellation)).Pixels;
    }

    public async IAsyncEnumerable<Photo> ListAsync(int count, int bytes, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            SharedBytes pixels = SharedBytes.Rent(bytes);
            pixels.WritableSpan.Fill((byte)i);
            GivenUp.Enqueue(pixels);
            yield return new Photo($"{i}", pixels);
        }
    }
}
