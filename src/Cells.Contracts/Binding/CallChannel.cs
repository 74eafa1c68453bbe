using Cells.Binding.Streams;
using Cells.Images;

namespace Cells.Binding;

/// <summary>What carries calls to a peer. Implemented by sessions and by clients that outlive them; safe for any number of threads.</summary>
public abstract class CallChannel
{
    /// <summary>
    /// Reserves room for a request where it will be sent from. On true the caller writes the whole span and at once calls
    /// <see cref="Commit"/> or <see cref="Abort"/>, running nothing but generated code in between.
    /// False: the call cannot go at this moment, or is too large for that; build an image and <see cref="Submit"/> it.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="bytes">The size of the request's image.</param>
    /// <param name="request">The room, of exactly that size.</param>
    public abstract bool TryBegin(PendingCall call, int bytes, out Span<byte> request);

    /// <summary>Sends the request written since <see cref="TryBegin"/>.</summary>
    public abstract void Commit(PendingCall call);

    /// <summary>Takes the reservation of <see cref="TryBegin"/> back; the call is not sent and gets no outcome from the channel.</summary>
    public abstract void Abort(PendingCall call);

    /// <summary>Sends a built image, or queues it until it can go. Retains the buffer for as long as it needs it. Gives the call its outcome whatever happens.</summary>
    public abstract void Submit(PendingCall call, ImageBuffer request);

    /// <summary>The caller no longer waits: fails the call with <see cref="OperationCanceledException"/> unless it has its outcome, and tells the peer.</summary>
    public abstract void Cancel(PendingCall call);

    /// <summary>Blocks the calling thread, which reads for itself, until the call has its outcome.</summary>
    public abstract void Wait(PendingCall call);

    /// <summary>The streams of a call that is about to be made with some among its arguments; see <see cref="PendingCall.Streams"/>.</summary>
    /// <param name="arguments">Where their items come from, in the order of their channels.</param>
    public abstract CallStreams CreateStreams(IReadOnlyList<StreamArgument> arguments);

    /// <summary>A call whose result is a stream. It is made when the first item is asked for, once for each enumerator.</summary>
    /// <typeparam name="TRequest">The request.</typeparam>
    /// <typeparam name="TItem">The items.</typeparam>
    /// <param name="method">What is called.</param>
    /// <param name="request">The request.</param>
    /// <param name="arguments">Where the items of the streams among its arguments come from.</param>
    /// <param name="options">What the caller asks for; a timeout is for the whole stream.</param>
    /// <param name="depth">How many calls it is nested in.</param>
    /// <param name="cancellation">Ends the stream, as the token of each enumerator does.</param>
    public abstract IAsyncEnumerable<TItem> Stream<TRequest, TItem>(
        MethodDescriptor method, TRequest request, IReadOnlyList<StreamArgument> arguments, CallOptions options, int depth, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TItem : IImageMessage<TItem>;

    /// <summary>Whether the peer can be shown memory at this moment, so that larger leases need not be copied.</summary>
    public virtual bool Lends => false;

    /// <summary>Memory for an image of at most <paramref name="bytes"/> that this channel sends without a copy.</summary>
    public abstract ImageBuffer Rent(int bytes);

    /// <summary>Ends the channel; calls that wait fail.</summary>
    public abstract ValueTask DisposeAsync();
}
