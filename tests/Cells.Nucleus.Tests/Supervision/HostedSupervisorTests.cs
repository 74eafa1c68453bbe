using Cells.Nucleus.RunDirectories;
using Cells.Nucleus.Supervision;
using Cells.Rpc.Discovery;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cells.Nucleus.Tests.Supervision;

/// <summary>Supervisors inside programs that have cells of their own.</summary>
public class HostedSupervisorTests
{
    [Fact]
    public async Task Hosts_that_begin_and_end_at_the_same_moment_do_not_disturb_each_other_and_leave_nothing()
    {
        string folder = Directory.CreateTempSubdirectory("cells-hosts-").FullName;
        var directory = new RunDirectory(Path.Combine(folder, "run"));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async number =>
        {
            for (int round = 0; round < 20; round++)
            {
                await using HostedSupervisor host = await HostedSupervisor.StartAsync(directory, $"host_{number}", SupervisionLimits.Default, replaced: null, NullLogger.Instance);
                Assert.True(File.Exists(new SupervisorFiles(host.Directory).Socket));
            }
        }));
        Assert.Empty(new HostFolders(directory).Names());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_a_host_that_was_killed_has_left_is_removed_by_the_next_one_and_what_runs_is_not()
    {
        string folder = Directory.CreateTempSubdirectory("cells-hosts-").FullName;
        var directory = new RunDirectory(Path.Combine(folder, "run"));
        var hosts = new HostFolders(directory);
        await using (HostedSupervisor runs = await HostedSupervisor.StartAsync(directory, "runs", SupervisionLimits.Default, replaced: null, NullLogger.Instance))
        {
            Directory.CreateDirectory(Path.Combine(hosts.Path, "killed-1", "cell"));
            await using HostedSupervisor next = await HostedSupervisor.StartAsync(directory, "next", SupervisionLimits.Default, replaced: null, NullLogger.Instance);
            Assert.Equal([$"next-{Environment.ProcessId}", $"runs-{Environment.ProcessId}"], hosts.Names());
        }

        Assert.Empty(hosts.Names());
        Directory.Delete(folder, recursive: true);
    }
}
