using Cells.Platform.Native;
using Cells.Platform.Sockets;

namespace Cells.Platform.Polling;

/// <summary>Waits until a socket has something to read or to accept, which is left to whoever waits.</summary>
public sealed class ReadableWait : PolledSource
{
    private readonly UnixSocket _socket;
    private readonly TaskCompletionSource _readable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ReadableWait(UnixSocket socket) => _socket = socket;

    /// <summary>Completes when there is something.</summary>
    /// <param name="socket">The socket; stays open until then.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task ForAsync(UnixSocket socket, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(socket);
        var wait = new ReadableWait(socket);
        Reactor.Shared.Register(wait);
        try
        {
            await wait._readable.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            Reactor.Shared.Unregister(wait);
        }
    }

    /// <inheritdoc/>
    protected internal override DescriptorHandle Descriptor => _socket.Handle;

    /// <inheritdoc/>
    protected internal override bool WantsToWrite => false;

    /// <inheritdoc/>
    protected internal override ReadOutcome Read()
    {
        if (!_readable.Task.IsCompleted && !_socket.WaitReadable(alsoWritable: false, timeoutMilliseconds: 0))
            return ReadOutcome.Nothing;
        _readable.TrySetResult();
        return ReadOutcome.Ended;
    }

    /// <inheritdoc/>
    protected internal override void TakeOver()
    {
    }

    /// <inheritdoc/>
    protected internal override void Write()
    {
    }
}
