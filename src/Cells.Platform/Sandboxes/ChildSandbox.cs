namespace Cells.Platform.Sandboxes;

/// <summary>
/// What a child may not do, nor any of its own children: look into processes outside, or send them signals where the kernel can forbid that (6.12), and write to files elsewhere than here. The kernel
/// holds to it (Landlock and seccomp), whoever the child runs as; the superuser's own has no capabilities.
/// </summary>
/// <param name="WritableFolders">Beneath these it may write, create and remove files; they exist.</param>
public sealed record ChildSandbox(IReadOnlyList<string> WritableFolders)
{
    /// <summary>Why no child can be confined on this machine; null where one can.</summary>
    public static string? WhyNot => FileRules.Version() < 1 ? "this kernel has no Landlock, or it is not among those named by 'lsm='; nothing can be isolated without it" : null;
}
