using System.Runtime.InteropServices;

namespace Cells.Platform.Native;

/// <summary>The Linux calls for processes and files.</summary>
internal static unsafe partial class Libc
{
    [LibraryImport(Library, EntryPoint = "posix_spawn")]
    internal static partial int Spawn(int* process, byte* path, void* fileActions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    internal static partial int SpawnAttributesInit(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    internal static partial int SpawnAttributesDestroy(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    internal static partial int SpawnAttributesSetFlags(void* attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    internal static partial int SpawnAttributesSetSignalMask(void* attributes, void* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static partial int SpawnAttributesSetSignalDefaults(void* attributes, void* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int SpawnActionsInit(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static partial int SpawnActionsDestroy(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static partial int SpawnActionsAddDuplicate(void* actions, int from, int to);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addopen")]
    internal static partial int SpawnActionsAddOpen(void* actions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    internal static partial int SpawnActionsAddChangeDirectory(void* actions, byte* path);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    internal static partial int SpawnActionsAddCloseFrom(void* actions, int first);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    internal static partial int SignalSetEmpty(void* signals);

    [LibraryImport(Library, EntryPoint = "sigfillset")]
    internal static partial int SignalSetFill(void* signals);

    [LibraryImport(Library, EntryPoint = "kill")]
    internal static partial int Kill(int process, int signal);

    [LibraryImport(Library, EntryPoint = "waitid")]
    internal static partial int WaitId(int kind, uint id, void* information, int options);

    [LibraryImport(Library, EntryPoint = "prctl")]
    internal static partial int ProcessControl(int operation, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport(Library, EntryPoint = "syscall")]
    internal static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth);

    [LibraryImport(Library, EntryPoint = "flock")]
    internal static partial int LockFile(int descriptor, int operation);

    [LibraryImport(Library, EntryPoint = "ftruncate")]
    internal static partial int Truncate(int descriptor, long length);

    [LibraryImport(Library, EntryPoint = "fsync")]
    internal static partial int Synchronize(int descriptor);

    [LibraryImport(Library, EntryPoint = "mkdir", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakeDirectory(string path, uint mode);

    [LibraryImport(Library, EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Status(int directory, string path, int flags, uint mask, ExtendedStatus* status);
}
