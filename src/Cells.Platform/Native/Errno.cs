using System.Runtime.InteropServices;

namespace Cells.Platform.Native;

/// <summary>Error numbers of Linux.</summary>
internal static class Errno
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int NoProcess = 3;
    internal const int Interrupted = 4;
    internal const int TryAgain = 11;
    internal const int AccessDenied = 13;
    internal const int Exists = 17;
    internal const int BrokenPipe = 32;
    internal const int NotSupported = 95;
    internal const int AddressInUse = 98;
    internal const int ConnectionReset = 104;
    internal const int ConnectionRefused = 111;

    /// <summary>The error of the call just made on this thread.</summary>
    internal static int Last => Marshal.GetLastSystemError();

    /// <summary>An exception that says which call failed and why.</summary>
    internal static PlatformException Failure(string call, string? subject = null) => Failure(call, Last, subject);

    internal static PlatformException Failure(string call, int error, string? subject = null) =>
        new(error, subject is null ? $"{call}: {Marshal.GetPInvokeErrorMessage(error)}" : $"{call} {subject}: {Marshal.GetPInvokeErrorMessage(error)}");
}
