using System.Runtime.InteropServices;
using System.Text;
using Cells.Platform.Native;

namespace Cells.Platform.Processes;

/// <summary>A <see cref="ChildStart"/> in the form in which <c>posix_spawn</c> takes it; lives for one call.</summary>
internal sealed unsafe class SpawnPlan : IDisposable
{
    /// <summary>More than any C library's attributes (336 bytes), file actions (80) or signal set (128) take.</summary>
    private const int OpaqueBytes = 512;

    /// <summary>Descriptors are first moved up here, so that putting one in its place cannot overwrite another that is still to move.</summary>
    private const int SafeNumber = 64;

    private static readonly bool CanCloseFrom = NativeLibrary.TryLoad("libc.so.6", out nint libc)
        && NativeLibrary.TryGetExport(libc, "posix_spawn_file_actions_addclosefrom_np", out _);

    private readonly List<nint> _memory = [];
    private readonly List<int> _duplicates = [];
    private readonly ChildStart _start;
    private readonly void* _actions;
    private readonly void* _attributes;

    internal SpawnPlan(ChildStart start)
    {
        _start = start;
        _actions = Allocate(OpaqueBytes);
        _attributes = Allocate(OpaqueBytes);
        Check(Libc.SpawnActionsInit(_actions));
        Check(Libc.SpawnAttributesInit(_attributes));
    }

    internal int Run()
    {
        DescribeDescriptors();
        DescribeSignals();
        Check(Libc.SpawnActionsAddChangeDirectory(_actions, Text(_start.WorkingDirectory)));

        int process;
        int error = Libc.Spawn(&process, Text(_start.Program), _actions, _attributes, List([_start.Program, .. _start.Arguments]), List([.. Variables()]));
        return error == 0 ? process : throw Errno.Failure("posix_spawn", error, _start.Program);
    }

    public void Dispose()
    {
        _ = Libc.SpawnActionsDestroy(_actions);
        _ = Libc.SpawnAttributesDestroy(_attributes);
        foreach (int descriptor in _duplicates)
            _ = Libc.Close(descriptor);
        foreach (nint memory in _memory)
            NativeMemory.Free((void*)memory);
    }

    private void DescribeDescriptors()
    {
        Check(Libc.SpawnActionsAddOpen(_actions, 0, Text("/dev/null"), Constants.OpenReadOnly, 0));
        if (_start.Output is { } output)
        {
            int source = MoveUp(output);
            Check(Libc.SpawnActionsAddDuplicate(_actions, source, 1));
            Check(Libc.SpawnActionsAddDuplicate(_actions, source, 2));
        }
        else
        {
            Check(Libc.SpawnActionsAddOpen(_actions, 1, Text("/dev/null"), Constants.OpenReadWrite, 0));
            Check(Libc.SpawnActionsAddDuplicate(_actions, 1, 2));
        }

        int next = ChildStart.FirstDescriptor;
        foreach (DescriptorHandle descriptor in _start.Descriptors)
            Check(Libc.SpawnActionsAddDuplicate(_actions, MoveUp(descriptor), next++));

        // Our own descriptors are all close-on-exec. Those that were forced on us by whoever started us end here.
        if (CanCloseFrom)
            Check(Libc.SpawnActionsAddCloseFrom(_actions, next));
    }

    private void DescribeSignals()
    {
        void* signals = Allocate(OpaqueBytes);
        Check(Libc.SignalSetEmpty(signals));
        Check(Libc.SpawnAttributesSetSignalMask(_attributes, signals));
        Check(Libc.SignalSetFill(signals));
        Check(Libc.SpawnAttributesSetSignalDefaults(_attributes, signals));
        Check(Libc.SpawnAttributesSetFlags(
            _attributes,
            Constants.SpawnSetSignalDefaults | Constants.SpawnSetSignalMask | Constants.SpawnSetSession));
    }

    private IEnumerable<string> Variables()
    {
        foreach ((string name, string value) in _start.Environment)
        {
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal))
                throw new ArgumentException($"'{name}' is no name of an environment variable.", nameof(_start));
            yield return $"{name}={value}";
        }
    }

    private int MoveUp(DescriptorHandle descriptor)
    {
        using var use = new HandleUse(descriptor);
        int moved = Libc.FileControl(use.Number, Constants.DuplicateCloseOnExec, SafeNumber);
        if (moved < 0)
            throw Errno.Failure("fcntl(F_DUPFD_CLOEXEC)");
        _duplicates.Add(moved);
        return moved;
    }

    private byte** List(List<string> texts)
    {
        byte** list = (byte**)Allocate((texts.Count + 1) * sizeof(byte*));
        for (int i = 0; i < texts.Count; i++)
            list[i] = Text(texts[i]);
        return list;
    }

    private byte* Text(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A program's path, arguments and environment cannot hold the character 0.", nameof(text));
        int bytes = Encoding.UTF8.GetByteCount(text);
        byte* copy = (byte*)Allocate(bytes + 1);
        Encoding.UTF8.GetBytes(text, new Span<byte>(copy, bytes));
        return copy;
    }

    private void* Allocate(int bytes)
    {
        void* memory = NativeMemory.AllocZeroed((nuint)bytes);
        _memory.Add((nint)memory);
        return memory;
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw Errno.Failure("posix_spawn", error);
    }
}
