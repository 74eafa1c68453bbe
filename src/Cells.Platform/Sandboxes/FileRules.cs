using Cells.Platform.Native;

namespace Cells.Platform.Sandboxes;

/// <summary>Landlock: what the calling thread, and whoever it starts, may do with files and other processes. See landlock(7).</summary>
internal static unsafe class FileRules
{
    private const ulong WriteFile = 1 << 1;

    /// <summary>To write to, remove and make anything, from <c>LANDLOCK_ACCESS_FS_WRITE_FILE</c> on; to read and to execute stays allowed.</summary>
    private const ulong Changes = WriteFile | 0x1ff0;

    /// <summary>To link and move between folders, since version 2 of the interface.</summary>
    private const ulong Refer = 1 << 13;

    /// <summary>To cut files off, since version 3.</summary>
    private const ulong Truncate = 1 << 14;

    /// <summary>Neither signals nor abstract sockets to the outside, since version 6.</summary>
    private const ulong Scopes = 3;

    private const int PathBeneath = 1;
    private const uint AskVersion = 1;

    /// <summary>Forbids the thread, for good, to write elsewhere than beneath some folders, and to look into processes that are not confined so.</summary>
    /// <exception cref="PlatformException">The kernel has no Landlock, or a folder is missing.</exception>
    internal static void Apply(IReadOnlyList<string> writableFolders)
    {
        nint version = Version();
        if (version < 1)
            throw Errno.Failure("landlock_create_ruleset", ChildSandbox.WhyNot);
        ulong handled = Changes | (version >= 2 ? Refer : 0) | (version >= 3 ? Truncate : 0);
        RuleAttributes attributes = new() { Files = handled, Scopes = version >= 6 ? Scopes : 0 };
        int bytes = version >= 6 ? sizeof(RuleAttributes) : sizeof(ulong);
        int descriptor = (int)Libc.SystemCall(Constants.CallCreateRules, (nint)(&attributes), bytes, 0, 0);
        if (descriptor < 0)
            throw Errno.Failure("landlock_create_ruleset");
        using var rules = new DescriptorHandle(descriptor);
        Allow(rules, "/dev", WriteFile);
        foreach (string folder in writableFolders)
            Allow(rules, folder, handled);
        using var use = new HandleUse(rules);
        if (Libc.SystemCall(Constants.CallApplyRules, use.Number, 0, 0, 0) < 0)
            throw Errno.Failure("landlock_restrict_self");
    }

    /// <summary>Which version of the interface the kernel has; below 1 where it has none.</summary>
    internal static nint Version() => Libc.SystemCall(Constants.CallCreateRules, 0, 0, (nint)AskVersion, 0);

    private static void Allow(DescriptorHandle rules, string folder, ulong access)
    {
        int descriptor = Libc.Open(folder, Constants.OpenPath | Constants.OpenDirectory | Constants.OpenCloseOnExec, 0);
        if (descriptor < 0)
            throw Errno.Failure("open", folder);
        using var opened = new DescriptorHandle(descriptor);
        using var use = new HandleUse(rules);
        FolderRule rule = new() { Access = access, Folder = descriptor };
        if (Libc.SystemCall(Constants.CallAddRule, use.Number, PathBeneath, (nint)(&rule), 0) < 0)
            throw Errno.Failure("landlock_add_rule", folder);
    }
}
