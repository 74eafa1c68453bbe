using Cells.Binding;

namespace Cells.Rpc.Streams;

/// <summary>The streams of a call that this side serves.</summary>
internal sealed class ServedStreams
{
    private readonly ItemInbox[] _arguments;

    internal ServedStreams(CellSession session, uint call, MethodDescriptor method, SessionLimits limits)
    {
        _arguments = new ItemInbox[method.StreamArguments];
        for (int i = 0; i < _arguments.Length; i++)
        {
            _arguments[i] = new ItemInbox((ushort)(i + 1), ofServer: true, limits);
            _arguments[i].Attach(session, call);
        }

        if (!method.ReturnsStream)
            return;
        Result = new OutgoingStream(channel: 0, ofServer: true);
        Result.Attach(session, call);
    }

    /// <summary>The result, where that is a stream.</summary>
    internal OutgoingStream? Result { get; }

    /// <summary>The stream among the arguments that has a channel; null where there is none.</summary>
    internal ItemInbox? Argument(int channel) => channel > 0 && channel <= _arguments.Length ? _arguments[channel - 1] : null;

    /// <summary>The call was given up, or is over.</summary>
    /// <param name="why">What those see who still read.</param>
    internal void End(Exception why)
    {
        Result?.Stop();
        foreach (ItemInbox argument in _arguments)
            argument.End(why, discard: true);
    }
}
