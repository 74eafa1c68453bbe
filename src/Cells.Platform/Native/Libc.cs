using System.Runtime.InteropServices;

namespace Cells.Platform.Native;

/// <summary>The Linux calls for sockets and polling. Every argument is blittable; errors are read with <see cref="Errno.Last"/>.</summary>
internal static unsafe partial class Libc
{
    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "socket")]
    internal static partial int Socket(int domain, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "socketpair")]
    internal static partial int SocketPair(int domain, int type, int protocol, int* pair);

    [LibraryImport(Library, EntryPoint = "bind")]
    internal static partial int Bind(int descriptor, void* address, uint length);

    [LibraryImport(Library, EntryPoint = "listen")]
    internal static partial int Listen(int descriptor, int backlog);

    [LibraryImport(Library, EntryPoint = "connect")]
    internal static partial int Connect(int descriptor, void* address, uint length);

    [LibraryImport(Library, EntryPoint = "accept4")]
    internal static partial int Accept(int descriptor, void* address, void* length, int flags);

    [LibraryImport(Library, EntryPoint = "shutdown")]
    internal static partial int Shutdown(int descriptor, int how);

    [LibraryImport(Library, EntryPoint = "recv")]
    internal static partial nint Receive(int descriptor, void* buffer, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "sendmsg")]
    internal static partial nint SendMessage(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "recvmsg")]
    internal static partial nint ReceiveMessage(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "getsockopt")]
    internal static partial int GetSocketOption(int descriptor, int level, int name, void* value, uint* length);

    [LibraryImport(Library, EntryPoint = "setsockopt")]
    internal static partial int SetSocketOption(int descriptor, int level, int name, void* value, uint length);

    [LibraryImport(Library, EntryPoint = "poll")]
    internal static partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "epoll_create1")]
    internal static partial int EpollCreate(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl")]
    internal static partial int EpollControl(int epoll, int operation, int descriptor, void* e);

    [LibraryImport(Library, EntryPoint = "epoll_wait")]
    internal static partial int EpollWait(int epoll, void* events, int maxEvents, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "eventfd")]
    internal static partial int EventDescriptor(uint initial, int flags);

    [LibraryImport(Library, EntryPoint = "read")]
    internal static partial nint Read(int descriptor, void* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "write")]
    internal static partial nint Write(int descriptor, void* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, int mode);

    [LibraryImport(Library, EntryPoint = "unlink", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(string path);

    [LibraryImport(Library, EntryPoint = "chmod", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ChangeMode(string path, uint mode);

    [LibraryImport(Library, EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "fcntl")]
    internal static partial int FileControl(int descriptor, int command, nint argument);

    [LibraryImport(Library, EntryPoint = "sched_yield")]
    internal static partial int Yield();

    [LibraryImport(Library, EntryPoint = "gettid")]
    internal static partial int ThreadId();

    [LibraryImport(Library, EntryPoint = "geteuid")]
    internal static partial uint EffectiveUser();
}
