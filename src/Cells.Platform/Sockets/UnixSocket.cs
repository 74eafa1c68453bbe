using Cells.Platform.Native;

namespace Cells.Platform.Sockets;

/// <summary>A stream socket of the Unix family: non-blocking, close-on-exec. Any thread may send, receive and dispose.</summary>
public sealed unsafe class UnixSocket : IDisposable
{
    /// <summary>How many connections may wait to be accepted; the kernel's <c>somaxconn</c> may lower it.</summary>
    public const int Backlog = 4096;

    private readonly DescriptorHandle _handle;

    /// <summary>Owns a descriptor that is a socket, such as one received from another process.</summary>
    public UnixSocket(DescriptorHandle handle)
    {
        _handle = handle;
        MakeNonBlocking(handle);
    }

    private UnixSocket(int descriptor) => _handle = new DescriptorHandle(descriptor);

    /// <summary>The descriptor.</summary>
    public DescriptorHandle Handle => _handle;

    /// <summary>Whether the socket accepts connections.</summary>
    public bool IsListening
    {
        get
        {
            int value = 0;
            uint length = sizeof(int);
            using var use = new HandleUse(_handle);
            return Libc.GetSocketOption(use.Number, Constants.SocketLevel, Constants.OptionAcceptConnections, &value, &length) == 0 && value != 0;
        }
    }

    /// <summary>The user and process that made the other end (for a connected one: that called <c>listen</c> or <c>connect</c>).</summary>
    /// <exception cref="PlatformException">The socket is not connected.</exception>
    public PeerCredentials PeerCredentials
    {
        get
        {
            UserCredentials credentials = default;
            uint length = (uint)sizeof(UserCredentials);
            using var use = new HandleUse(_handle);
            if (Libc.GetSocketOption(use.Number, Constants.SocketLevel, Constants.OptionPeerCredentials, &credentials, &length) < 0)
                throw Errno.Failure("getsockopt(SO_PEERCRED)");
            return new PeerCredentials(credentials.Process, credentials.User, credentials.Group);
        }
    }

    /// <summary>Binds and listens. A path longer than a socket address allows goes through <c>/proc/self/fd</c>.</summary>
    /// <param name="path">Where; its directory exists and nothing stands there.</param>
    /// <exception cref="PlatformException">The path is taken, or the directory is missing or not writable.</exception>
    public static UnixSocket Listen(string path)
    {
        UnixSocket socket = Create(Constants.SocketStream);
        try
        {
            using var address = new UnixAddress(path);
            using var use = new HandleUse(socket._handle);
            fixed (byte* bytes = address.Bytes)
            {
                if (Libc.Bind(use.Number, bytes, (uint)address.Length) < 0)
                    throw Errno.Failure("bind", path);
            }

            if (Libc.Listen(use.Number, Backlog) < 0)
                throw Errno.Failure("listen", path);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects. Does not wait: a full queue of the listener is an error to try again on.</summary>
    /// <exception cref="PlatformException"><see cref="PlatformException.IsNotFound"/> or <see cref="PlatformException.IsRefused"/>: nobody is there yet.</exception>
    public static UnixSocket Connect(string path) => Connect(path, Constants.SocketStream);

    private static UnixSocket Connect(string path, int kind)
    {
        UnixSocket socket = Create(kind);
        try
        {
            using var address = new UnixAddress(path);
            using var use = new HandleUse(socket._handle);
            fixed (byte* bytes = address.Bytes)
            {
                if (Libc.Connect(use.Number, bytes, (uint)address.Length) < 0)
                    throw Errno.Failure("connect", path);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects to a socket that takes messages, such as a service manager's.</summary>
    /// <param name="path">Its path; one that begins with <c>@</c> is a name without a file.</param>
    /// <exception cref="PlatformException">Nobody is there.</exception>
    public static UnixSocket ConnectDatagram(string path) => Connect(path, Constants.SocketDatagram);

    /// <summary>Two sockets connected to each other.</summary>
    public static (UnixSocket First, UnixSocket Second) Pair()
    {
        int* pair = stackalloc int[2];
        if (Libc.SocketPair(Constants.AddressFamilyUnix, Constants.SocketStream | Constants.SocketNonBlocking | Constants.SocketCloseOnExec, 0, pair) < 0)
            throw Errno.Failure("socketpair");
        return (new UnixSocket(pair[0]), new UnixSocket(pair[1]));
    }

    /// <summary>Accepts a waiting connection; null where there is none.</summary>
    /// <exception cref="PlatformException">The process has no descriptors left, or the socket does not listen.</exception>
    public UnixSocket? Accept()
    {
        using var use = new HandleUse(_handle);
        int accepted = Libc.Accept(use.Number, null, null, Constants.SocketNonBlocking | Constants.SocketCloseOnExec);
        if (accepted >= 0)
            return new UnixSocket(accepted);
        return Errno.Last is Errno.TryAgain or Errno.Interrupted or Errno.ConnectionReset or 103 ? null : throw Errno.Failure("accept");
    }

    /// <summary>Asks for room for this many bytes each way; the kernel grants up to its own limit.</summary>
    public void SetBufferSizes(int bytes)
    {
        using var use = new HandleUse(_handle);
        Libc.SetSocketOption(use.Number, Constants.SocketLevel, Constants.OptionSendBuffer, &bytes, sizeof(int));
        Libc.SetSocketOption(use.Number, Constants.SocketLevel, Constants.OptionReceiveBuffer, &bytes, sizeof(int));
    }

    /// <summary>Receives what is there, without waiting.</summary>
    public SocketResult Receive(Span<byte> buffer)
    {
        if (!HandleUse.TryBegin(_handle, out HandleUse use))
            return SocketResult.Closed;
        using (use)
        {
            fixed (byte* bytes = buffer)
                return SocketResult.FromReceive(Libc.Receive(use.Number, bytes, (nuint)buffer.Length, Constants.MessageDontWait));
        }
    }

    /// <summary>Sends one byte, unless the peer has not yet looked at many before it.</summary>
    /// <returns>False: the connection has ended.</returns>
    public bool Ring()
    {
        byte mark = 0;
        return !Send(new ReadOnlySpan<byte>(in mark)).IsClosed;
    }

    /// <summary>Sends the pieces in order as one call, as far as there is room, without waiting.</summary>
    public SocketResult Send(SendPieces pieces)
    {
        if (!HandleUse.TryBegin(_handle, out HandleUse use))
            return SocketResult.Closed;
        using (use)
            return pieces.SendTo(use.Number);
    }

    /// <summary>Sends bytes as far as there is room, without waiting.</summary>
    public SocketResult Send(ReadOnlySpan<byte> bytes)
    {
        if (!HandleUse.TryBegin(_handle, out HandleUse use))
            return SocketResult.Closed;
        using (use)
        {
            fixed (byte* first = bytes)
            {
                IoVector vector = new() { Base = first, Length = (nuint)bytes.Length };
                MessageHeader message = new() { Vectors = &vector, VectorCount = 1 };
                return SocketResult.FromSend(Libc.SendMessage(use.Number, &message, Constants.MessageDontWait | Constants.MessageNoSignal));
            }
        }
    }

    /// <summary>Waits until there is something to receive (or the end), on the calling thread.</summary>
    /// <param name="alsoWritable">Whether room to send ends the wait as well.</param>
    /// <param name="timeoutMilliseconds">At most this long; -1 for ever.</param>
    /// <returns>Whether the wait ended before the timeout. A signal does not end it.</returns>
    public bool WaitReadable(bool alsoWritable, int timeoutMilliseconds)
    {
        if (!HandleUse.TryBegin(_handle, out HandleUse use))
            return true;
        using (use)
        {
            PollDescriptor descriptor = new() { Descriptor = use.Number, Events = (short)(Constants.PollIn | (alsoWritable ? Constants.PollOut : 0)) };
            long end = Environment.TickCount64 + timeoutMilliseconds;
            while (true)
            {
                int ready = Libc.Poll(&descriptor, 1, timeoutMilliseconds);
                if (ready >= 0 || Errno.Last != Errno.Interrupted)
                    return ready != 0;
                if (timeoutMilliseconds > 0)
                    timeoutMilliseconds = (int)Math.Max(0, end - Environment.TickCount64);
            }
        }
    }

    /// <summary>Says that nothing more will be sent; the other side reads the end.</summary>
    public void ShutdownSending() => Shutdown(Constants.ShutdownWrite);

    /// <summary>Ends both directions, so that whoever waits on the socket wakes up.</summary>
    public void ShutdownBoth() => Shutdown(Constants.ShutdownBoth);

    /// <summary>Closes the descriptor once the calls that use it have returned.</summary>
    public void Dispose() => _handle.Dispose();

    private static UnixSocket Create(int kind)
    {
        int descriptor = Libc.Socket(Constants.AddressFamilyUnix, kind | Constants.SocketNonBlocking | Constants.SocketCloseOnExec, 0);
        return descriptor < 0 ? throw Errno.Failure("socket") : new UnixSocket(descriptor);
    }

    private static void MakeNonBlocking(DescriptorHandle handle)
    {
        const int getStatus = 3;
        const int setStatus = 4;
        using var use = new HandleUse(handle);
        int flags = Libc.FileControl(use.Number, getStatus, 0);
        if (flags < 0 || Libc.FileControl(use.Number, setStatus, flags | Constants.SocketNonBlocking) < 0)
            throw Errno.Failure("fcntl");
    }

    private void Shutdown(int how)
    {
        if (!HandleUse.TryBegin(_handle, out HandleUse use))
            return;
        using (use)
            Libc.Shutdown(use.Number, how);
    }
}
