using Cells.Platform;
using Cells.Platform.Native;
using Cells.Platform.Polling;
using Cells.Platform.Sockets;

namespace Cells.Rpc.Servers;

/// <summary>Accepts connections as they come.</summary>
internal sealed class Listener(UnixSocket socket, Action<UnixSocket> accepted, Action<Exception> failed) : PolledSource
{
    private bool _stopped;

    /// <inheritdoc/>
    protected override DescriptorHandle Descriptor => socket.Handle;

    /// <inheritdoc/>
    protected override bool WantsToWrite => false;

    internal void Start() => Reactor.Shared.Register(this);

    /// <summary>Accepts no more. The socket stays open: connections queue up for whoever else holds it.</summary>
    internal void Stop()
    {
        Volatile.Write(ref _stopped, true);
        Reactor.Shared.Unregister(this);
    }

    /// <inheritdoc/>
    protected override ReadOutcome Read()
    {
        if (Volatile.Read(ref _stopped))
            return ReadOutcome.Ended;
        try
        {
            if (socket.Accept() is not { } connection)
                return ReadOutcome.Nothing;
            accepted(connection);
            return ReadOutcome.Progress;
        }
        catch (PlatformException error)
        {
            // Out of descriptors: those that wait stay in the queue and are accepted when some are free.
            failed(error);
            return ReadOutcome.Nothing;
        }
    }

    /// <inheritdoc/>
    protected override void TakeOver()
    {
    }

    /// <inheritdoc/>
    protected override void Write()
    {
    }
}
