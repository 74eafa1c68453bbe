using Cells.Binding.Streams;

namespace Cells.Rpc.Streams;

/// <summary>The streams of a call that this side makes.</summary>
/// <param name="arguments">Where the items of those among its arguments come from.</param>
internal sealed class MadeStreams(IReadOnlyList<StreamSource> arguments) : CallStreams
{
    private readonly OutgoingStream[] _arguments = [.. arguments.Select(static (_, i) => new OutgoingStream((ushort)(i + 1), ofServer: false))];
    private bool _started;
    private bool _ended;

    /// <summary>What has come of the result, where that is a stream.</summary>
    internal ItemInbox? Result { get; init; }

    /// <summary>The stream among the arguments that has a channel; null where there is none.</summary>
    internal OutgoingStream? Argument(ushort channel) => channel > 0 && channel <= _arguments.Length ? _arguments[channel - 1] : null;

    /// <summary>The call is about to be sent over this session, under this id.</summary>
    internal void Attach(CellSession session, uint call)
    {
        Result?.Attach(session, call);
        foreach (OutgoingStream argument in _arguments)
            argument.Attach(session, call);
    }

    /// <summary>The call was sent: its streams follow, unless it has its outcome already.</summary>
    internal void Start()
    {
        lock (_arguments)
        {
            if (_ended || _started)
                return;
            _started = true;
        }

        for (int i = 0; i < _arguments.Length; i++)
        {
            (OutgoingStream stream, StreamSource source) = (_arguments[i], arguments[i]);
            _ = Task.Run(() => SendAsync(stream, source));
        }
    }

    /// <inheritdoc/>
    public override void End()
    {
        lock (_arguments)
            _ended = true;
        foreach (OutgoingStream argument in _arguments)
            argument.Stop();
    }

    private static async Task SendAsync(OutgoingStream stream, StreamSource source)
    {
        Exception? failure = null;
        try
        {
            await source.SendAsync(stream);
        }
        catch (Exception error)
        {
            // It goes to the consumer; where that wants no more, the producer was told so and what it throws belongs to nobody.
            failure = error;
        }

        stream.End(failure);
    }
}
