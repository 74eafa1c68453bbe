using Cells.Images;
using Cells.Transports.Frames;
using Cells.Transports.Links;

namespace Cells.Rpc.Protocol;

/// <summary>Sends the first bytes of a side.</summary>
internal static class PrefaceWriter
{
    /// <exception cref="InvalidOperationException">The cell serves so many methods that its introduction exceeds <see cref="Preface.MaxImageBytes"/>.</exception>
    internal static void Send<T>(FrameLink link, PrefaceKind kind, T message)
        where T : IImageMessage<T>
    {
        int bytes = ImageCodec.Measure(message);
        if (bytes > Preface.MaxImageBytes)
            throw new InvalidOperationException($"The names of all contracts and methods served take {bytes} bytes; the limit is {Preface.MaxImageBytes} (Preface.MaxImageBytes).");

        Span<byte> room = link.BeginFrame(Preface.Bytes + FrameHeader.Align(bytes));
        room.Clear();
        new Preface(Preface.CurrentVersion, kind, bytes).Write(room);
        ImageCodec.Write(room.Slice(Preface.Bytes, bytes), message);
        link.CommitFrame();
    }
}
