using System.Collections.Concurrent;
using Cells.Platform.Native;
using Cells.Platform.Sandboxes;

namespace Cells.Platform.Processes;

/// <summary>
/// The one thread that starts all children, and waits for their ends and for those of adopted ones. It never ends, because what the kernel ties to the thread
/// that started a process must not end before the process.
/// </summary>
internal sealed unsafe class ChildThread
{
    /// <summary>The first process of a container becomes the parent of all that lose theirs, and looks for their ends so often.</summary>
    private const int StrayLookMilliseconds = 5_000;

    private static readonly bool IsFirstProcess = Environment.ProcessId == 1;

    private readonly ConcurrentQueue<Request> _requests = new();
    private readonly ConcurrentQueue<ChildProcess> _adopted = new();
    private readonly List<ChildProcess> _children = [];
    private readonly DescriptorHandle _wake;
    private bool _noNewPrivileges;

    private ChildThread()
    {
        int descriptor = Libc.EventDescriptor(0, Constants.SocketCloseOnExec | Constants.SocketNonBlocking);
        _wake = descriptor < 0 ? throw Errno.Failure("eventfd") : new DescriptorHandle(descriptor);
        new Thread(Run) { IsBackground = true, Name = "children" }.Start();
    }

    internal static ChildThread Shared { get; } = new();

    internal ChildProcess Spawn(ChildStart start)
    {
        var request = new Request(start);
        _requests.Enqueue(request);
        Wake();
        return request.Spawned.Task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for the end of a process that is no child.</summary>
    internal void Watch(ChildProcess adopted)
    {
        _adopted.Enqueue(adopted);
        Wake();
    }

    private void Wake()
    {
        ulong one = 1;
        _ = Libc.Write(_wake.Number, &one, sizeof(ulong));
    }

    private void Run()
    {
        while (true)
        {
            WaitForWork();
            while (_requests.TryDequeue(out Request? request))
                Serve(request);
            while (_adopted.TryDequeue(out ChildProcess? adopted))
                _children.Add(adopted);
            _children.RemoveAll(child => child.TryFinish());
            if (IsFirstProcess)
                StrayChildren.TakeEnds(child => _children.Exists(own => own.ProcessId == child));
        }
    }

    private void WaitForWork()
    {
        var descriptors = new PollDescriptor[_children.Count + 1];
        descriptors[0] = new() { Descriptor = _wake.Number, Events = Constants.PollIn };
        for (int i = 0; i < _children.Count; i++)
            descriptors[i + 1] = new() { Descriptor = _children[i].Descriptor.Handle.Number, Events = Constants.PollIn };
        fixed (PollDescriptor* first = descriptors)
            _ = Libc.Poll(first, (nuint)descriptors.Length, IsFirstProcess ? StrayLookMilliseconds : -1);

        ulong count;
        _ = Libc.Read(_wake.Number, &count, sizeof(ulong));
    }

    private void Serve(Request request)
    {
        try
        {
            if (request.Start.NoNewPrivileges && !_noNewPrivileges)
            {
                if (Libc.ProcessControl(Constants.SetNoNewPrivileges, 1, 0, 0, 0) < 0)
                    throw Errno.Failure("prctl(PR_SET_NO_NEW_PRIVS)");
                _noNewPrivileges = true;
            }

            using var plan = new SpawnPlan(request.Start);
            int process = request.Start.Sandbox is { } sandbox ? SandboxThread.Spawn(sandbox, plan) : plan.Run();
            var child = new ChildProcess(process, ProcessDescriptor.Open(process), request.Start.LeavesGroup);
            _children.Add(child);
            request.Spawned.SetResult(child);
        }
        catch (Exception error)
        {
            request.Spawned.SetException(error);
        }
    }

    private sealed record Request(ChildStart Start)
    {
        public TaskCompletionSource<ChildProcess> Spawned { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
