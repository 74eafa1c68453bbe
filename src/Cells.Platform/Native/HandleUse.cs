using System.Runtime.InteropServices;

namespace Cells.Platform.Native;

/// <summary>Keeps a descriptor open while a call uses its number.</summary>
internal readonly ref struct HandleUse
{
    private readonly SafeHandle? _handle;

    /// <summary>Begins to use it.</summary>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    internal HandleUse(SafeHandle handle)
    {
        bool held = false;
        handle.DangerousAddRef(ref held);
        _handle = handle;
    }

    internal int Number => (int)_handle!.DangerousGetHandle();

    /// <summary>Begins to use it unless it was closed.</summary>
    internal static bool TryBegin(SafeHandle handle, out HandleUse use)
    {
        if (!handle.IsClosed)
        {
            try
            {
                use = new HandleUse(handle);
                return true;
            }
            catch (ObjectDisposedException)
            {
                // Closed between the look and the use.
            }
        }

        use = default;
        return false;
    }

    public void Dispose() => _handle?.DangerousRelease();
}
