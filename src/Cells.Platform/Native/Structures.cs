using System.Runtime.InteropServices;

namespace Cells.Platform.Native;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoVector
{
    public void* Base;
    public nuint Length;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public void* Name;
    public uint NameLength;
    public IoVector* Vectors;
    public nuint VectorCount;
    public void* Control;
    public nuint ControlLength;
    public int Flags;
}

[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public int Descriptor;
    public short Events;
    public short Returned;
}

[StructLayout(LayoutKind.Sequential)]
internal struct UserCredentials
{
    public int Process;
    public uint User;
    public uint Group;
}

/// <summary>The kernel's <c>struct statx</c>, as far as it is used.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct ExtendedStatus
{
    [FieldOffset(20)]
    public uint User;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public ulong Size;

    [FieldOffset(48)]
    public ulong Blocks;

    [FieldOffset(96)]
    public long ChangedSeconds;

    [FieldOffset(104)]
    public uint ChangedNanoseconds;

    [FieldOffset(112)]
    public long ModifiedSeconds;

    [FieldOffset(120)]
    public uint ModifiedNanoseconds;

    [FieldOffset(136)]
    public uint DeviceMajor;

    [FieldOffset(140)]
    public uint DeviceMinor;
}

/// <summary>The kernel's <c>siginfo_t</c> as <c>waitid</c> fills it on 64-bit systems.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct ExitInformation
{
    [FieldOffset(8)]
    public int Code;

    [FieldOffset(16)]
    public int Process;

    [FieldOffset(24)]
    public int Status;
}

/// <summary>The kernel's <c>struct landlock_ruleset_attr</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RuleAttributes
{
    public ulong Files;
    public ulong Network;
    public ulong Scopes;
}

/// <summary>The kernel's <c>struct landlock_path_beneath_attr</c>.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct FolderRule
{
    public ulong Access;
    public int Folder;
}

/// <summary>The kernel's <c>struct sock_filter</c>: what is done with the value at hand, and how many steps are left out then.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct FilterStep(ushort Code, byte LeftOutIfTrue, byte LeftOutIfFalse, uint Value);

/// <summary>The kernel's <c>struct sock_fprog</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FilterProgram
{
    public ushort Count;
    public FilterStep* First;
}
