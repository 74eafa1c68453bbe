namespace Cells.Platform.Native;

/// <summary>Numbers of the Linux interface, the same on x64 and arm64.</summary>
internal static class Constants
{
    internal const int AddressFamilyUnix = 1;
    internal const int SocketStream = 1;
    internal const int SocketDatagram = 2;
    internal const int SocketNonBlocking = 0x800;
    internal const int SocketCloseOnExec = 0x80000;

    internal const int MessageDontWait = 0x40;
    internal const int MessageNoSignal = 0x4000;
    internal const int MessageControlTruncated = 0x8;
    internal const int MessageCloseOnExec = 0x40000000;

    internal const int SocketLevel = 1;
    internal const int OptionSendBuffer = 7;
    internal const int OptionReceiveBuffer = 8;
    internal const int OptionPeerCredentials = 17;
    internal const int OptionAcceptConnections = 30;
    internal const int ControlRights = 1;

    internal const int ShutdownBoth = 2;
    internal const int ShutdownWrite = 1;

    internal const int OpenPath = 0x200000;
    internal const int OpenDirectory = 0x10000;
    internal const int OpenCloseOnExec = 0x80000;

    internal const int EpollCloseOnExec = 0x80000;
    internal const int EpollAdd = 1;
    internal const int EpollDelete = 2;
    internal const int EpollModify = 3;
    internal const uint EpollIn = 1;
    internal const uint EpollOut = 4;
    internal const uint EpollError = 8;
    internal const uint EpollHangUp = 0x10;
    internal const uint EpollOneShot = 1u << 30;

    internal const short PollIn = 1;
    internal const short PollOut = 4;

    internal const int DuplicateCloseOnExec = 1030;

    internal const int OpenReadOnly = 0;
    internal const int OpenReadWrite = 2;
    internal const int OpenCreate = 0x40;
    internal const int OpenAppend = 0x400;

    internal const int LockShared = 1;
    internal const int LockExclusive = 2;
    internal const int LockNonBlocking = 4;

    internal const int StatusAtCurrent = -100;
    internal const int StatusNoFollow = 0x100;
    internal const uint StatusBasic = 0x7ff;

    internal const int WaitForProcess = 1;
    internal const int WaitForDescriptor = 3;
    internal const int WaitExited = 4;
    internal const int WaitNoHang = 1;
    internal const int ExitedNormally = 1;
    internal const int ExitedWithCore = 3;

    internal const int SetDumpable = 4;
    internal const int SetCallFilter = 22;
    internal const int DropCapability = 24;
    internal const int AmbientCapabilities = 47;
    internal const int ClearAllAmbient = 4;
    internal const int SetNoNewPrivileges = 38;
    internal const nuint CallFilterMode = 2;

    // System calls that older C libraries have no functions for; these numbers are the same on every architecture.
    internal const int CallSendSignal = 424;
    internal const int CallOpenProcess = 434;
    internal const int CallCreateRules = 444;
    internal const int CallAddRule = 445;
    internal const int CallApplyRules = 446;

    internal const short SpawnSetSignalDefaults = 0x04;
    internal const short SpawnSetSignalMask = 0x08;
    internal const short SpawnSetSession = 0x80;

    internal const uint MemoryCloseOnExec = 1;
    internal const uint MemoryAllowSealing = 2;
    internal const int AddSeals = 1033;
    internal const int GetSeals = 1034;
    internal const int SealSeal = 0x1;
    internal const int SealShrink = 0x2;
    internal const int SealGrow = 0x4;
    internal const int SealFutureWrite = 0x10;
    internal const int ProtectRead = 1;
    internal const int ProtectWrite = 2;
    internal const int ProtectNone = 0;
    internal const int MapShared = 1;
    internal const int MapPrivate = 2;
    internal const int MapFixed = 0x10;
    internal const int MapAnonymous = 0x20;
    internal const int MapNoReserve = 0x4000;
    internal const long TemporaryFileSystem = 0x01021994;
    internal const int StatusEmptyPath = 0x1000;
}
