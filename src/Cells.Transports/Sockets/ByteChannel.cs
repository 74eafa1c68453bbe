using Cells.Platform.Native;
using Cells.Platform.Sockets;
using Cells.Transports.Frames;
using Cells.Transports.SharedMemory;

namespace Cells.Transports.Sockets;

/// <summary>How the bytes of a link get to the other process and come from it. One thread at a time sends, and one receives; any may wait.</summary>
internal abstract class ByteChannel
{
    /// <summary>The transport's name.</summary>
    internal abstract string Transport { get; }

    /// <summary>Why bytes go through the socket and not through shared memory; null where they do not.</summary>
    internal abstract string? WhyNoSharedMemory { get; }

    /// <summary>What to watch for news, and for the peer's end.</summary>
    internal abstract DescriptorHandle Descriptor { get; }

    /// <summary>Whether the descriptor tells of room to send by being writable. Otherwise room is news like any other.</summary>
    internal abstract bool TellsOfRoom { get; }

    /// <summary>Whether a batch sends before its end, with so much waiting.</summary>
    internal abstract bool SendsEarly(int frames, long bytes);

    /// <summary>How many system calls it has made to receive and to send.</summary>
    internal abstract (long Receive, long Send) SystemCalls { get; }

    /// <summary>How the shared memory is used; null where there is none. Any thread; under the link's gate.</summary>
    internal virtual LaneFigures? Figures => null;

    /// <summary>Lends memory to the peer; null where that is not possible, or not yet.</summary>
    internal virtual Lender? Lender => null;

    /// <summary>Takes what the peer lends. The reader only.</summary>
    /// <exception cref="FrameException">It lends nothing of the kind.</exception>
    internal virtual ImageBuffer Borrow(in LeaseReference reference) => throw new FrameException("The peer lends something over a socket.");

    /// <summary>Of all bytes sent so far those that the peer has taken, as far as this side knows without looking; the rest it has not even seen.</summary>
    /// <param name="sent">How many were sent.</param>
    internal virtual long SeenTaken(long sent) => sent;

    /// <summary>The same at the end of a connection that this side did not end: exact where the peer's process is dead.</summary>
    /// <param name="sent">How many were sent.</param>
    internal virtual long TakenAtEnd(long sent) => sent;

    /// <summary>Copies what was sent and lies beyond <see cref="TakenAtEnd"/>, where it is still to be had.</summary>
    internal virtual bool TryReadSent(long start, Span<byte> destination) => false;

    /// <summary>Receives what is there, without waiting.</summary>
    /// <exception cref="FrameException">The peer breaks the rules.</exception>
    internal abstract SocketResult Receive(Span<byte> room);

    /// <summary>
    /// A look whether <see cref="Receive"/> may find anything, the end included. Any thread; costs next to nothing where nothing came. Without memory to look at it is always true.
    /// </summary>
    internal virtual bool MayReceive() => true;

    /// <summary>Room for a frame in the channel itself, in one piece; nobody sends meanwhile. False: there is none, and it goes by way of <see cref="Send"/>.</summary>
    internal virtual bool TryReserve(int bytes, out Span<byte> room)
    {
        room = default;
        return false;
    }

    /// <summary>The room just reserved is filled.</summary>
    /// <returns>What it was filled with.</returns>
    internal virtual ReadOnlySpan<byte> Build(int bytes) => throw new NotSupportedException("Nothing is built in a socket.");

    /// <summary>Shows the peer all that was built.</summary>
    /// <returns>Whether it sleeps, and <see cref="Wake"/> is to be called.</returns>
    internal virtual bool Publish() => false;

    /// <summary>Wakes the peer: a call of the system.</summary>
    internal virtual void Wake()
    {
    }

    /// <summary>Sends as much as there is room for, without waiting.</summary>
    internal abstract SocketResult Send(SendPieces pieces);

    /// <summary>Nobody receives from now on until the descriptor says so.</summary>
    /// <param name="blocked">Whether sending waits for room.</param>
    /// <returns>False: there is something already.</returns>
    internal abstract bool TryPrepareToSleep(bool blocked);

    /// <summary>Whether what waits for room may be tried again.</summary>
    internal abstract bool HasRoom { get; }

    /// <summary>Sending found no room: the peer is told to say when there is.</summary>
    /// <returns>False: there is room again.</returns>
    internal abstract bool TryWaitForRoom();

    /// <summary>Waits on the calling thread until there may be something to receive.</summary>
    internal abstract bool WaitReadable(bool blocked, int timeoutMilliseconds);

    /// <summary>Ends both directions; what was sent before stays readable.</summary>
    internal abstract void ShutdownBoth();

    /// <summary>Gives everything back. Nobody sends or receives.</summary>
    internal abstract void Dispose();
}
