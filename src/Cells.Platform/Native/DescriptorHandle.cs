using Microsoft.Win32.SafeHandles;

namespace Cells.Platform.Native;

/// <summary>The one owner of a file descriptor. Closed when the last call that uses it has returned.</summary>
public sealed class DescriptorHandle : SafeHandleMinusOneIsInvalid
{
    /// <summary>Owns a descriptor.</summary>
    public DescriptorHandle(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>Its number, for messages and for names below <c>/proc/self/fd</c>; valid only while the handle is held.</summary>
    public int Number => (int)handle;

    /// <summary>Takes the descriptor over by number, for one that was inherited. It becomes close-on-exec.</summary>
    /// <exception cref="PlatformException">There is no such descriptor.</exception>
    public static DescriptorHandle Inherit(int number)
    {
        const int setFlags = 2;
        const int closeOnExec = 1;
        if (Libc.FileControl(number, setFlags, closeOnExec) < 0)
            throw Errno.Failure("fcntl", number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new DescriptorHandle(number);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}
