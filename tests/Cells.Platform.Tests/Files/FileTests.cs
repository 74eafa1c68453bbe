using Cells.Platform.Files;

namespace Cells.Platform.Tests.Files;

public sealed class FileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_lock_is_one_owners_at_a_time_and_a_wait_for_it_has_an_end()
    {
        using (FileLock? first = FileLock.TryTake(_directory["lock"]))
        {
            Assert.NotNull(first);
            Assert.Null(FileLock.TryTake(_directory["lock"]));
            await Assert.ThrowsAsync<TimeoutException>(() => FileLock.TakeAsync(_directory["lock"], TimeSpan.Zero, CancellationToken.None));
        }

        using FileLock second = await FileLock.TakeAsync(_directory["lock"], TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    [Fact]
    public void After_it_was_cleared_a_file_is_appended_to_from_its_start()
    {
        using var file = new AppendOnlyFile(_directory["log"]);
        using var other = new AppendOnlyFile(_directory["log"]);
        file.AppendLine("old");
        file.Clear();
        other.AppendLine("new");
        file.AppendLine("newer");
        Assert.Equal("new\nnewer\n", File.ReadAllText(_directory["log"]));
        Assert.Equal(10, file.Length);
    }

    [Fact]
    public void A_private_directory_is_made_for_its_owner_alone_with_those_above_it()
    {
        PrivateDirectory.Ensure(_directory["a/b"]);
        Assert.Equal("rwx------", Permissions(_directory["a"]));
        Assert.Equal("rwx------", Permissions(_directory["a/b"]));
        PrivateDirectory.Ensure(_directory["a/b"]);
    }

    [Fact]
    public void A_directory_that_others_may_write_to_is_refused()
    {
        PrivateDirectory.Ensure(_directory["open"]);
        File.SetUnixFileMode(_directory["open"], (UnixFileMode)0b111_111_111);
        Assert.Throws<UnauthorizedAccessException>(() => PrivateDirectory.Ensure(_directory["open"]));
    }

    [Fact]
    public void A_link_is_refused_as_a_private_directory()
    {
        File.CreateSymbolicLink(_directory["link"], _directory.Path);
        Assert.Throws<UnauthorizedAccessException>(() => PrivateDirectory.Ensure(_directory["link"]));
    }

    [Fact]
    public void A_files_status_changes_with_its_content_even_when_its_time_is_set_back()
    {
        File.WriteAllText(_directory["file"], "one");
        DateTime written = File.GetLastWriteTimeUtc(_directory["file"]);
        FileStatus before = FileStatus.Of(_directory["file"]);
        Assert.Equal(before, FileStatus.Of(_directory["file"]));

        File.WriteAllText(_directory["file"], "two");
        File.SetLastWriteTimeUtc(_directory["file"], written);
        Assert.NotEqual(before, FileStatus.Of(_directory["file"]));
        Assert.False(FileStatus.TryOf(_directory["missing"], out _));
    }

    [Fact]
    public void What_a_killed_writer_has_left_is_removed_and_nothing_else()
    {
        AtomicFile.Write(_directory["file"], "content"u8);
        File.WriteAllText(_directory["file.1123.a0470ecbc34a40f0b56e1505690522f7"], "half");
        File.WriteAllText(_directory["file.lock"], "");
        File.WriteAllText(_directory["other.1.2"], "");
        AtomicFile.RemoveDrafts(_directory["file"]);
        Assert.Equal(["file", "file.lock", "other.1.2"], Directory.EnumerateFiles(Path.GetDirectoryName(_directory["file"])!).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_atomic_write_leaves_the_file_and_nothing_else()
    {
        AtomicFile.Write(_directory["file"], "old"u8);
        AtomicFile.Write(_directory["file"], "new"u8);
        Assert.Equal("new", File.ReadAllText(_directory["file"]));
        Assert.Single(Directory.GetFileSystemEntries(_directory.Path));
    }

    private static string Permissions(string path)
    {
        UnixFileMode mode = File.GetUnixFileMode(path);
        return string.Concat(Enumerable.Range(0, 9).Select(i => ((int)mode >> (8 - i) & 1) == 0 ? '-' : "rwx"[i % 3]));
    }
}
