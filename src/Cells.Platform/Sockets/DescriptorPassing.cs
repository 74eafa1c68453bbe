using Cells.Platform.Native;

namespace Cells.Platform.Sockets;

/// <summary>Hands open descriptors to the process at the other end of a Unix socket.</summary>
public static unsafe class DescriptorPassing
{
    /// <summary>How many descriptors one message carries at most.</summary>
    public const int MaxDescriptors = 16;

    /// <summary>Sends one byte with descriptors attached.</summary>
    /// <param name="socket">A connected socket with room for a byte.</param>
    /// <param name="mark">The byte.</param>
    /// <param name="descriptors">At most <see cref="MaxDescriptors"/>; they stay the caller's.</param>
    /// <exception cref="PlatformException">The peer is gone, or too many descriptors are under way.</exception>
    public static void SendDescriptors(this UnixSocket socket, byte mark, params ReadOnlySpan<DescriptorHandle> descriptors) =>
        SendDescriptors(socket, new ReadOnlySpan<byte>(in mark), descriptors);

    /// <summary>Sends a few bytes with descriptors attached to them, all or nothing.</summary>
    /// <param name="socket">A connected socket with room for the bytes.</param>
    /// <param name="bytes">At least one byte.</param>
    /// <param name="descriptors">At most <see cref="MaxDescriptors"/>; they stay the caller's.</param>
    /// <exception cref="PlatformException">The peer is gone, there is no room, or too many descriptors are under way.</exception>
    public static void SendDescriptors(this UnixSocket socket, ReadOnlySpan<byte> bytes, params ReadOnlySpan<DescriptorHandle> descriptors)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(descriptors.Length, MaxDescriptors, nameof(descriptors));
        int dataBytes = descriptors.Length * sizeof(int);
        byte* control = stackalloc byte[Space(MaxDescriptors * sizeof(int))];
        fixed (byte* first = bytes)
        {
            IoVector vector = new() { Base = first, Length = (nuint)bytes.Length };
            MessageHeader message = new() { Vectors = &vector, VectorCount = 1 };
            int held = 0;
            try
            {
                if (descriptors.Length > 0)
                {
                    message.Control = control;
                    message.ControlLength = (nuint)Space(dataBytes);
                    *(nuint*)control = (nuint)(HeaderBytes + dataBytes);
                    ((int*)control)[2] = Constants.SocketLevel;
                    ((int*)control)[3] = Constants.ControlRights;
                    for (; held < descriptors.Length; held++)
                    {
                        bool added = false;
                        descriptors[held].DangerousAddRef(ref added);
                        ((int*)(control + HeaderBytes))[held] = descriptors[held].Number;
                    }
                }

                using var use = new HandleUse(socket.Handle);
                if (Libc.SendMessage(use.Number, &message, Constants.MessageDontWait | Constants.MessageNoSignal) < 0)
                    throw Errno.Failure("sendmsg(SCM_RIGHTS)");
            }
            finally
            {
                while (--held >= 0)
                    descriptors[held].DangerousRelease();
            }
        }
    }

    /// <summary>Receives what is there and the descriptors that came with it, without waiting.</summary>
    /// <param name="socket">A connected socket.</param>
    /// <param name="buffer">For the bytes.</param>
    /// <param name="descriptors">Those that came; the caller's from now on.</param>
    /// <exception cref="PlatformException">There were more descriptors than <see cref="MaxDescriptors"/>, or than this process can hold; those that came are closed.</exception>
    public static SocketResult Receive(this UnixSocket socket, Span<byte> buffer, out DescriptorHandle[] descriptors)
    {
        descriptors = [];
        if (!HandleUse.TryBegin(socket.Handle, out HandleUse use))
            return SocketResult.Closed;
        byte* control = stackalloc byte[Space(MaxDescriptors * sizeof(int))];
        using (use)
        {
            fixed (byte* first = buffer)
            {
                IoVector vector = new() { Base = first, Length = (nuint)buffer.Length };
                MessageHeader message = new()
                {
                    Vectors = &vector,
                    VectorCount = 1,
                    Control = control,
                    ControlLength = (nuint)Space(MaxDescriptors * sizeof(int)),
                };
                nint received = Libc.ReceiveMessage(use.Number, &message, Constants.MessageDontWait | Constants.MessageCloseOnExec);
                SocketResult result = SocketResult.FromReceive(received);
                if (received <= 0)
                    return result;
                descriptors = Collect(control, message.ControlLength);
                if ((message.Flags & Constants.MessageControlTruncated) == 0)
                    return result;
                foreach (DescriptorHandle descriptor in descriptors)
                    descriptor.Dispose();
                throw Errno.Failure("recvmsg(SCM_RIGHTS)", Errno.ConnectionReset);
            }
        }
    }

    /// <summary>Waits for one byte and the descriptors that came with it, on the calling thread.</summary>
    /// <param name="socket">A connected socket.</param>
    /// <param name="timeoutMilliseconds">At most this long.</param>
    /// <exception cref="PlatformException">The peer is gone, or sent more descriptors than this process can hold.</exception>
    /// <exception cref="TimeoutException">Nothing came.</exception>
    public static (byte Mark, DescriptorHandle[] Descriptors) ReceiveDescriptors(this UnixSocket socket, int timeoutMilliseconds)
    {
        if (!socket.WaitReadable(alsoWritable: false, timeoutMilliseconds))
            throw new TimeoutException($"No descriptors came within {timeoutMilliseconds} ms.");

        byte mark = 0;
        SocketResult result = socket.Receive(new Span<byte>(ref mark), out DescriptorHandle[] descriptors);
        return result.Bytes > 0 ? (mark, descriptors) : throw Errno.Failure("recvmsg(SCM_RIGHTS)", Errno.ConnectionReset);
    }

    private static int HeaderBytes => sizeof(nuint) + (2 * sizeof(int));

    private static int Space(int dataBytes) => HeaderBytes + ((dataBytes + sizeof(nuint) - 1) & ~(sizeof(nuint) - 1));

    private static DescriptorHandle[] Collect(byte* control, nuint length)
    {
        if (length < (nuint)HeaderBytes || ((int*)control)[2] != Constants.SocketLevel || ((int*)control)[3] != Constants.ControlRights)
            return [];

        int count = ((int)*(nuint*)control - HeaderBytes) / sizeof(int);
        var descriptors = new DescriptorHandle[count];
        for (int i = 0; i < count; i++)
            descriptors[i] = new DescriptorHandle(((int*)(control + HeaderBytes))[i]);
        return descriptors;
    }
}
