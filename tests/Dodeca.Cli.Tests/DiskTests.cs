namespace Dodeca.Cli.Tests;

/// <summary>What a build does where it may not read, or cannot write.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly Ddc _ddc = new();

    public void Dispose() => _ddc.Dispose();

    [MountFact]
    public async Task A_full_disk_is_said_once_and_leaves_the_site_that_was_there()
    {
        await InitializeAsync();
        Directory.CreateDirectory(Path.Combine(_ddc.Folder, "disk"));
        string script = _ddc.Write("fill.sh", """
            set -e
            mount -t tmpfs -o size=400k none disk
            "$@" build site -o disk/out >built
            cp -r disk/out before
            head -c 1000000 /dev/zero >disk/filling 2>/dev/null || true
            for page in site/content/*.md; do printf '\nMore of it.\n' >>"$page"; done
            if "$@" build site -o disk/out; then exit 9; fi
            diff -r disk/out before
            ls -A disk
            """);
        (int code, string output, string error) = await Ddc.EndAsync(_ddc.Run([.. MountFactAttribute.Command, "sh", script, .. Ddc.Command]));
        Assert.True(code == 0, $"{code}: {output}{error}");
        Assert.Equal(["filling", "out"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        string problem = Assert.Single(error.Split('\n'), static line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Matches("^error: the site cannot be written to '.*/disk/out': .*(disk was full|No space left)", problem);
    }

    [Theory]
    [InlineData("content/secret", "error: the folder cannot be read: ", " --> content")]
    [InlineData("content/secret/page.md", "error: the file cannot be read: ", " --> content/secret/page.md")]
    [InlineData("templates", "error: the folder cannot be read: ", " --> templates")]
    public async Task What_may_not_be_read_is_named(string forbidden, string message, string place)
    {
        await InitializeAsync();
        _ddc.Write("site/content/secret/page.md", "+++\ntitle = \"Secret\"\n+++\n");
        string path = Path.Combine(_ddc.Folder, "site", forbidden);
        UnixFileMode before = File.GetUnixFileMode(path);
        File.SetUnixFileMode(path, UnixFileMode.None);
        (int code, _, string error) = await Ddc.EndAsync(_ddc.Run([.. WithoutPrivileges, .. Ddc.Command, "build", "site", "-o", "out"]));
        File.SetUnixFileMode(path, before);
        Assert.Equal(1, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Contains(place, error.Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(_ddc.Folder, "out")));
    }

    [Fact]
    public async Task Where_nothing_may_be_written_that_is_said()
    {
        await InitializeAsync();
        string closed = Directory.CreateDirectory(Path.Combine(_ddc.Folder, "closed")).FullName;
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        (int code, _, string error) = await Ddc.EndAsync(_ddc.Run([.. WithoutPrivileges, .. Ddc.Command, "build", "site", "-o", "closed/out"]));
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal(1, code);
        Assert.Contains("closed/out': Access to the path ", Assert.Single(error.Split('\n'), static line => line.StartsWith("error: ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    /// <summary>Permissions do not count for the administrator, unless that is given up.</summary>
    private static string[] WithoutPrivileges => Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"] : [];

    private async Task InitializeAsync() => Assert.Equal(0, (await _ddc.RunAsync("init", "site")).Code);
}
