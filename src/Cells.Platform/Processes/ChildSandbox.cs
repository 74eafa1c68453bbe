namespace Cells.Platform.Processes;

/// <summary>
/// What a child may not do, nor any of its own children: look into processes outside, or send them signals where the kernel can forbid that (6.12), and write to files elsewhere than here. The kernel
/// holds to it (Landlock and seccomp), whoever the child runs as; the superuser's own has no capabilities.
/// </summary>
/// <param name="WritableFolders">Beneath these it may write, create and remove files; they exist.</param>
public sealed record ChildSandbox(IReadOnlyList<string> WritableFolders);
