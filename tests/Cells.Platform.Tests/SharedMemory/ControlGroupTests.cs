using Cells.Platform.SharedMemory;
using Cells.Tests;

namespace Cells.Platform.Tests.SharedMemory;

public sealed class ControlGroupTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_least_that_any_group_around_the_process_leaves_is_what_is_left()
    {
        Group("", limit: "10000", used: 1000);
        Group("outer", limit: "3000", used: 1000);
        Group("outer/inner", limit: "9000", used: 500);
        Assert.Equal(2000, Of("0::/outer/inner").Headroom());
    }

    [Fact]
    public void Files_that_nobody_uses_count_as_left()
    {
        Group("own", limit: "3000", used: 2900, droppable: 1500);
        Assert.Equal(1600, Of("0::/own").Headroom());
    }

    [Fact]
    public void A_group_without_a_limit_leaves_all()
    {
        Group("own", limit: "max", used: 2900);
        Assert.Equal(long.MaxValue, Of("0::/own").Headroom());
    }

    [Fact]
    public void A_path_that_is_not_there_as_in_a_container_means_the_root()
    {
        Group("", limit: "5000", used: 1000);
        Assert.Equal(4000, Of("0::/system.slice/docker-1234").Headroom());
    }

    [Fact]
    public void Groups_of_version_1_are_read_by_their_names()
    {
        string group = Directory.CreateDirectory(Path.Combine(_folder.Path, "memory", "own")).FullName;
        File.WriteAllText(Path.Combine(_folder.Path, "memory", "memory.limit_in_bytes"), "9223372036854771712\n");
        File.WriteAllText(Path.Combine(_folder.Path, "memory", "memory.usage_in_bytes"), "1\n");
        File.WriteAllText(Path.Combine(group, "memory.limit_in_bytes"), "7000\n");
        File.WriteAllText(Path.Combine(group, "memory.usage_in_bytes"), "3000\n");
        File.WriteAllText(Path.Combine(group, "memory.stat"), "cache 5\ninactive_file 9999\ntotal_inactive_file 100\n");
        Assert.Equal(4100, Of("8:pids:/own", "4:memory:/own", "0::/").Headroom());
    }

    [Fact]
    public void Without_groups_all_is_left() => Assert.Equal(long.MaxValue, new ControlGroup(_folder.Path, Path.Combine(_folder.Path, "nothing")).Headroom());

    [Fact]
    public void The_group_of_this_process_is_read() => Assert.InRange(ControlGroup.OfThisProcess.Headroom(), 1, long.MaxValue);

    private ControlGroup Of(params string[] groups)
    {
        string own = Path.Combine(_folder.Path, "own-groups");
        File.WriteAllLines(own, groups);
        return new ControlGroup(_folder.Path, own);
    }

    private void Group(string path, string limit, long used, long droppable = 0)
    {
        string group = Directory.CreateDirectory(Path.Combine(_folder.Path, path)).FullName;
        File.WriteAllText(Path.Combine(group, "memory.max"), $"{limit}\n");
        File.WriteAllText(Path.Combine(group, "memory.current"), $"{used}\n");
        File.WriteAllText(Path.Combine(group, "memory.stat"), $"anon 1\ninactive_file {droppable}\nactive_file 7\n");
    }
}
