using Cells.Platform.Files;
using Cells.Platform.Processes;
using Cells.Platform.Sockets;

namespace Cells.Platform.Tests.Processes;

public sealed class ChildProcessTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_exit_code_is_reported()
    {
        ProcessExit exit = await _directory.Shell("exit 3").Exited.WaitAsync(Limit);
        Assert.Equal(new ProcessExit(3, 0), exit);
        Assert.Equal("exit code 3", exit.ToString());
        Assert.False(exit.IsSuccess);
    }

    [Fact]
    public async Task A_deadly_signal_is_reported_by_its_name()
    {
        ProcessExit exit = await _directory.Shell("kill -SEGV $$").Exited.WaitAsync(Limit);
        Assert.Equal("killed by SIGSEGV", exit.ToString());
    }

    [Fact]
    public async Task Output_and_error_go_to_the_given_file_and_input_is_empty()
    {
        using var output = new AppendOnlyFile(_directory["log"]);
        await _directory.Shell("cat; echo out; echo err >&2", output.Handle).Exited.WaitAsync(Limit);
        Assert.Equal("out\nerr\n", await File.ReadAllTextAsync(_directory["log"]));
    }

    [Fact]
    public async Task Environment_arguments_and_directory_are_exactly_those_given()
    {
        using var output = new AppendOnlyFile(_directory["log"]);
        ChildProcess child = ChildProcess.Spawn(new ChildStart
        {
            Program = "/bin/sh",
            Arguments = ["-c", "pwd; echo $1; env | grep -v -e PWD -e SHLVL -e _= | sort", "sh", "an argument"],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["FIRST"] = "1", ["SECOND"] = "two words" },
            WorkingDirectory = _directory.Path,
            Output = output.Handle,
        });
        await child.Exited.WaitAsync(Limit);
        Assert.Equal($"{_directory.Path}\nan argument\nFIRST=1\nSECOND=two words\n", await File.ReadAllTextAsync(_directory["log"]));
    }

    [Fact]
    public async Task Given_descriptors_stand_from_three_on_and_no_other_is_inherited()
    {
        (UnixSocket ours, UnixSocket theirs) = UnixSocket.Pair();
        using var output = new AppendOnlyFile(_directory["log"]);

        // No pipe behind the list: the shell would hold an end of it for a moment.
        ChildProcess child = ChildProcess.Spawn(_directory.Start("ls /proc/$$/fd; readlink /proc/$$/fd/3 | cut -c1-7", output.Handle) with { Descriptors = [theirs.Handle] });
        await child.Exited.WaitAsync(Limit);
        Assert.Equal("0\n1\n2\n3\nsocket:\n", await File.ReadAllTextAsync(_directory["log"]));
        ours.Dispose();
        theirs.Dispose();
    }

    [Fact]
    public async Task The_other_end_of_a_given_socket_reads_the_end_when_the_child_dies()
    {
        (UnixSocket ours, UnixSocket theirs) = UnixSocket.Pair();
        ChildProcess child = ChildProcess.Spawn(_directory.Start("sleep 1000") with { Descriptors = [theirs.Handle] });
        theirs.Dispose();
        Assert.False(ours.WaitReadable(alsoWritable: false, timeoutMilliseconds: 0));
        Assert.True(child.Send(ProcessSignal.Kill));
        Assert.True(ours.WaitReadable(alsoWritable: false, timeoutMilliseconds: 30_000));
        await child.Exited.WaitAsync(Limit);
        ours.Dispose();
    }

    [Fact]
    public async Task What_a_child_leaves_in_its_group_ends_with_it()
    {
        using var output = new AppendOnlyFile(_directory["log"]);
        ChildProcess child = _directory.Shell("sleep 1000 & echo $!", output.Handle);
        await child.Exited.WaitAsync(Limit);
        int left = int.Parse(await File.ReadAllTextAsync(_directory["log"]));
        if (ProcessDescriptor.TryOpen(left, out ProcessDescriptor? descriptor))
        {
            using (descriptor)
                Assert.True(descriptor.WaitForExit(30_000));
        }
    }

    [Fact]
    public void A_missing_program_is_an_error_that_names_it()
    {
        PlatformException error = Assert.Throws<PlatformException>(() => ChildProcess.Spawn(_directory.Start("") with { Program = "/nowhere/program" }));
        Assert.Contains("/nowhere/program", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsNotFound);
    }

    [Fact]
    public async Task Signals_to_a_child_that_has_ended_go_nowhere()
    {
        ChildProcess child = _directory.Shell("true");
        await child.Exited.WaitAsync(Limit);
        Assert.False(child.Send(ProcessSignal.Kill));
        Assert.False(child.SendToGroup(ProcessSignal.Kill));
        Assert.False(child.Identity.IsAlive);
    }

    [Fact]
    public async Task Many_children_at_once_are_all_reported()
    {
        ProcessExit[] exits = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => _directory.Shell($"exit {i}").Exited))).WaitAsync(Limit);
        Assert.Equal(Enumerable.Range(0, 60), exits.Select(exit => exit.Code));
    }

    [Fact]
    public async Task No_new_privileges_reaches_the_child()
    {
        using var output = new AppendOnlyFile(_directory["log"]);
        ChildProcess child = ChildProcess.Spawn(_directory.Start("grep NoNewPrivs /proc/self/status", output.Handle) with { NoNewPrivileges = true });
        await child.Exited.WaitAsync(Limit);
        Assert.Equal("NoNewPrivs:\t1\n", await File.ReadAllTextAsync(_directory["log"]));
    }

    [Fact]
    public void An_identity_tells_this_process_from_a_later_one_of_the_same_number()
    {
        ProcessIdentity own = ProcessIdentity.Of(Environment.ProcessId)!.Value;
        Assert.True(own.IsAlive);
        Assert.False((own with { StartTicks = own.StartTicks - 1 }).IsAlive);
        Assert.Null(ProcessIdentity.Of(int.MaxValue));
    }
}
