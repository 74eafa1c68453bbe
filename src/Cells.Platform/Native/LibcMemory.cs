using System.Runtime.InteropServices;

namespace Cells.Platform.Native;

/// <summary>The Linux calls for memory that processes share.</summary>
internal static unsafe partial class Libc
{
    [LibraryImport(Library, EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateMemory(string name, uint flags);

    [LibraryImport(Library, EntryPoint = "fallocate")]
    internal static partial int Allocate(int descriptor, int mode, long offset, long length);

    [LibraryImport(Library, EntryPoint = "mmap")]
    internal static partial void* Map(void* address, nuint length, int protection, int flags, int descriptor, long offset);

    [LibraryImport(Library, EntryPoint = "fstatfs")]
    internal static partial int FileSystemStatus(int descriptor, void* status);
}
