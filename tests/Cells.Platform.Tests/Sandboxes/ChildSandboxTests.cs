using Cells.Platform.Files;
using Cells.Platform.Processes;
using Cells.Platform.Sandboxes;
using Cells.Platform.Tests.Processes;
using Cells.Tests;

namespace Cells.Platform.Tests.Sandboxes;

public sealed class ChildSandboxTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [SandboxFact]
    public async Task A_child_in_a_sandbox_writes_only_where_it_may_and_neither_looks_into_others_nor_ends_them()
    {
        string own = Directory.CreateDirectory(_directory["own"]).FullName;
        using var output = new AppendOnlyFile(_directory["log"]);
        ChildProcess neighbour = _directory.Shell("exec sleep 1000");
        ChildProcess child = ChildProcess.Spawn(_directory.Start(
            $"""
            (echo text > {own}/file) && rm {own}/file && echo writes there
            (echo text > {_directory.Path}/file) 2>/dev/null || echo writes not elsewhere
            cat /etc/passwd > /dev/null && echo reads
            cat /proc/{neighbour.ProcessId}/environ > /dev/null 2>&1 || echo sees nobody
            cat /proc/$$/environ > /dev/null && echo sees itself
            kill -KILL {neighbour.ProcessId} 2>/dev/null
            sh -c '(echo text > {_directory.Path}/file) 2>/dev/null || echo nor do its children'
            """,
            output.Handle) with
        { Sandbox = new ChildSandbox([own]) });
        await child.Exited.WaitAsync(Limit);
        Assert.Equal("writes there\nwrites not elsewhere\nreads\nsees nobody\nsees itself\nnor do its children\n", await File.ReadAllTextAsync(_directory["log"]));
        Assert.False(File.Exists(_directory["file"]));

        // The thread that started it had given up its own rights alone.
        await File.WriteAllTextAsync(_directory["file"], "");
        Assert.True(neighbour.Send(ProcessSignal.Kill));
        await neighbour.Exited.WaitAsync(Limit);
    }

    [SandboxFact]
    public async Task Who_was_started_in_a_sandbox_is_known_by_the_kernel()
    {
        ChildProcess free = _directory.Shell("exec sleep 1000");
        ChildProcess confined = ChildProcess.Spawn(_directory.Start("exec sleep 1000") with { Sandbox = new ChildSandbox([_directory.Path]) });
        Assert.False(ProcessConfinement.IsIn(free.ProcessId));
        Assert.True(ProcessConfinement.IsIn(confined.ProcessId));
        free.Send(ProcessSignal.Kill);
        confined.Send(ProcessSignal.Kill);
        await Task.WhenAll(free.Exited, confined.Exited).WaitAsync(Limit);
    }

    [SandboxFact]
    public void A_sandbox_without_its_folder_is_an_error_that_names_it()
    {
        PlatformException error = Assert.Throws<PlatformException>(() => ChildProcess.Spawn(_directory.Start("exit") with { Sandbox = new ChildSandbox(["/nowhere/at/all"]) }));
        Assert.Contains("/nowhere/at/all", error.Message, StringComparison.Ordinal);
    }
}
