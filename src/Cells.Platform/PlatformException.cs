namespace Cells.Platform;

/// <summary>A call of the operating system failed.</summary>
/// <param name="error">The error number, as in <c>errno.h</c>.</param>
/// <param name="message">Which call, on what, and why.</param>
public sealed class PlatformException(int error, string message) : IOException(message)
{
    /// <summary>The error number, as in <c>errno.h</c>.</summary>
    public int Error { get; } = error;

    /// <summary>The file or socket does not exist.</summary>
    public bool IsNotFound => Error == Native.Errno.NoEntry;

    /// <summary>Nobody listens there, or not yet, or the queue of waiting connections is full: worth another try.</summary>
    public bool IsRefused => Error is Native.Errno.ConnectionRefused or Native.Errno.TryAgain or Native.Errno.ConnectionReset;

    /// <summary>The address is taken.</summary>
    public bool IsInUse => Error is Native.Errno.AddressInUse or Native.Errno.Exists;

    /// <summary>The user may not do that.</summary>
    public bool IsDenied => Error == Native.Errno.AccessDenied;
}
