using System.Runtime.InteropServices;

namespace Cells.Rpc.Tests;

/// <summary>Does something as another user, on a thread of its own: Linux keeps credentials by thread.</summary>
internal static partial class OtherUser
{
    internal const uint Id = 65534;

    internal static T Run<T>(Func<T> action)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                const uint unchanged = uint.MaxValue;
                if (SetUser(SetResUid, unchanged, Id, unchanged) != 0)
                    throw new InvalidOperationException($"setresuid: {Marshal.GetLastPInvokeErrorMessage()}");
                result = action();
            }
            catch (Exception error)
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result : throw new InvalidOperationException("As another user: " + failure.Message, failure);
    }

    private static int SetResUid => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 117 : 147;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SetUser(long number, uint real, uint effective, uint saved);
}

/// <summary>A test that needs to be root.</summary>
internal sealed class RequiresRootFactAttribute : FactAttribute
{
    public RequiresRootFactAttribute()
    {
        if (Environment.UserName != "root")
            Skip = "Only root can connect as another user.";
    }
}
