using System.Net.Sockets;
using Cells.Transports.Frames;

namespace Cells.Rpc.Tests;

public sealed class GivenUpRequestTests
{
    private const ushort Fill = 2;
    private const uint Call = 7;

    [Theory]
    [InlineData(true, FrameKind.Error)]
    [InlineData(false, FrameKind.Response)]
    public async Task A_request_that_is_given_up_while_it_comes_runs_no_handler(bool isGivenUp, FrameKind outcome)
    {
        await using var desk = new ServedDesk();
        using Socket raw = desk.ConnectRaw();
        byte[] image = [8, 0, 0, 0, 5, 0, 0, 0];
        raw.Send(
        [
            .. Wire.Greeting(),
            .. Frame(new FrameHeader(4, FrameKind.Request, FrameFlags.Prelude | FrameFlags.More, Fill, Call) { TotalBytes = image.Length }, image.AsSpan(0, 4)),
            .. isGivenUp ? Frame(new FrameHeader(0, FrameKind.Cancel, FrameFlags.None, 0, Call), []) : [],
            .. Frame(new FrameHeader(4, FrameKind.Fragment, FrameFlags.None, 0, Call), image.AsSpan(4)),
        ]);

        // Behind the server's introduction comes the outcome.
        int introduction = FrameHeader.Align(BitConverter.ToInt32(await ReadAsync(raw, 16), 12));
        await ReadAsync(raw, introduction);
        byte[] header = await ReadAsync(raw, FrameHeader.Bytes);
        Assert.Equal((outcome, Call), ((FrameKind)header[4], BitConverter.ToUInt32(header, 8)));
    }

    private static async Task<byte[]> ReadAsync(Socket raw, int count)
    {
        byte[] bytes = new byte[count];
        for (int filled = 0; filled < count;)
            filled += await raw.ReceiveAsync(bytes.AsMemory(filled)).AsTask().WaitAsync(ServedDesk.Patience);
        return bytes;
    }

    private static byte[] Frame(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[header.FrameBytes];
        header.Write(frame);
        payload.CopyTo(frame.AsSpan(header.PayloadStart));
        return frame;
    }
}
