using Cells.Platform.Native;
using Cells.Platform.Sandboxes;

namespace Cells.Platform.Processes;

/// <summary>What a child process is started with. It gets nothing else: its other descriptors are closed, its signals are as a fresh process has them.</summary>
public sealed record ChildStart
{
    /// <summary>The first descriptor that a child finds when it is given <see cref="Descriptors"/>.</summary>
    public const int FirstDescriptor = 3;

    /// <summary>The absolute path of the program.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments, the program's own name not among them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Its environment, whole.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The directory that it starts in.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Where its standard output and error go; null: nowhere. Stays the caller's.</summary>
    public DescriptorHandle? Output { get; init; }

    /// <summary>Descriptors that it finds from <see cref="FirstDescriptor"/> on. They stay the caller's.</summary>
    public IReadOnlyList<DescriptorHandle> Descriptors { get; init; } = [];

    /// <summary>Whether what remains of its process group when it has ended is left alone. Else it is killed.</summary>
    public bool LeavesGroup { get; init; }

    /// <summary>
    /// Whether neither it nor any later child of this process may gain rights through set-user-id programs. Once set it holds for all
    /// later children.
    /// </summary>
    public bool NoNewPrivileges { get; init; }

    /// <summary>What it is confined to, and its own children with it; null: it may do what this process may.</summary>
    public ChildSandbox? Sandbox { get; init; }
}
