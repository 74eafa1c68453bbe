using Cells.Binding;
using Cells.Images;

namespace Cells.Rpc.Streams;

/// <summary>A stream among the arguments of a call that is served; read once.</summary>
/// <typeparam name="T">The items.</typeparam>
internal sealed class ArgumentStream<T>(ItemInbox inbox) : IAsyncEnumerable<T>, IAsyncEnumerator<T>
    where T : IImageMessage<T>
{
    private readonly ItemReader<T, ValueDecoder<T>> _reader = new(inbox);
    private CancellationTokenRegistration _registration;
    private bool _isRead;

    /// <inheritdoc/>
    public T Current => _reader.Current;

    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_isRead)
            throw new InvalidOperationException("A stream among a call's arguments is read once.");
        _isRead = true;
        if (cancellationToken.CanBeCanceled)
            _registration = cancellationToken.UnsafeRegister(static (state, token) => ((ItemInbox)state!).End(new OperationCanceledException(token), discard: true), inbox);
        return this;
    }

    /// <inheritdoc/>
    public ValueTask<bool> MoveNextAsync() => _reader.MoveNextAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _registration.Dispose();
        if (inbox.Abandon())
            inbox.SendStop();
        return default;
    }
}
