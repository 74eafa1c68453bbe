using System.Diagnostics;
using Cells.Cli.Tests.Harness;
using Cells.Platform.Files;

namespace Cells.Cli.Tests;

/// <summary>The launchers <c>./cell</c> and <c>./ddc</c> in a clone of its own, where a script stands in for the SDK.</summary>
public sealed class LauncherTests : IDisposable
{
    /// <summary>Notes that it was called, waits until it may go on, and makes a command that prints its arguments.</summary>
    private const string Sdk = """
        #!/bin/sh
        echo publish >>"$CLONE/published"
        until [ -e "$CLONE/go" ]; do sleep 0.01; done
        while [ "$1" != -o ]; do shift; done
        mkdir -p "$2"
        printf '#!/bin/sh\necho "$@"\n' >"$2/cell"
        chmod +x "$2/cell"
        cp "$2/cell" "$2/ddc"
        """;

    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _clone = Directory.CreateTempSubdirectory("cells-launcher-").FullName;

    public LauncherTests()
    {
        File.Copy(Repository.Launcher, PathTo("cell"));
        File.Copy(Path.Combine(Repository.Root, "ddc"), PathTo("ddc"));
        Directory.CreateDirectory(PathTo("build"));
        File.Copy(Path.Combine(Repository.Root, "build", "launcher"), PathTo("build/launcher"));
        foreach (string file in (string[])["src/Program.cs", "src/PublicApi.txt", "bench/load/Load.cs", "bench/demo/Demo.cs", "build/Packing.props", "global.json", "Directory.Build.props", "Directory.Packages.props"])
            Write(file, "");
        Write("sdk/dotnet", Sdk);
        File.SetUnixFileMode(PathTo("sdk/dotnet"), Executable);
    }

    private string Published => File.Exists(PathTo("published")) ? File.ReadAllText(PathTo("published")) : "";

    [Fact]
    public async Task Two_first_uses_at_once_build_one_command_and_both_run_it()
    {
        RunningCommand first = Start("first", "use");
        RunningCommand second = Start("second", "use");
        await Playground.EventuallyAsync(() => Task.FromResult(Published.Length > 0 && SomebodyWaitsForTheLock()), () => $"published: {Published}\n{File.ReadAllText("/proc/locks")}");
        Write("go", "");

        CommandResult[] results = [await first.EndAsync(), await second.EndAsync()];
        Assert.Equal(["first use\n", "second use\n"], results.Select(result => result.Output));
        Assert.Single(results, result => result.Error.Contains("building the command", StringComparison.Ordinal));
        Assert.Equal("publish\n", Published);
    }

    [Fact]
    public async Task Only_sources_make_it_build_again()
    {
        Write("go", "");
        await Start("ps").EndAsync();
        Write("src/PublicApi.txt", "class C");
        Write("src/bin/Program.dll", "compiled");
        Assert.Equal("", (await Start("ps").EndAsync()).Error);
        Assert.Equal("publish\n", Published);

        Write("src/Program.cs", "return 1;");
        Assert.Contains("building the command", (await Start("ps").EndAsync()).Error, StringComparison.Ordinal);
        Assert.Equal("publish\npublish\n", Published);
    }

    [Fact]
    public async Task A_launcher_finds_its_sources_from_any_folder()
    {
        Write("go", "");
        Write("dodeca/Program.cs", "");
        Write("cells/cell-css-proto/Css.cs", "");
        Assert.Contains("ddc: building the command", (await StartFrom("/", "ddc", "build").EndAsync()).Error, StringComparison.Ordinal);
        Assert.Equal("", (await StartFrom("/", "ddc", "build").EndAsync()).Error);

        Write("cells/cell-css-proto/Css.cs", "interface ICss;");
        Assert.Contains("ddc: building the command", (await StartFrom(_clone, "ddc", "build").EndAsync()).Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_clone, recursive: true);

    private RunningCommand Start(params string[] arguments) => StartFrom(Environment.CurrentDirectory, "cell", arguments);

    private RunningCommand StartFrom(string folder, string launcher, params string[] arguments)
    {
        var start = new ProcessStartInfo(PathTo(launcher), arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CLONE"] = _clone;
        start.Environment["PATH"] = $"{PathTo("sdk")}:{Environment.GetEnvironmentVariable("PATH")}";
        return new RunningCommand(start, input: "");
    }

    /// <summary>The kernel lists those that wait for a lock below it, with an arrow.</summary>
    private bool SomebodyWaitsForTheLock()
    {
        string inode = $":{FileStatus.Of(PathTo("artifacts/cells/.lock")).Inode} ";
        return File.ReadLines("/proc/locks").Any(line => line.Contains("->", StringComparison.Ordinal) && line.Contains(inode, StringComparison.Ordinal));
    }

    private string PathTo(string file) => Path.Combine(_clone, file);

    private void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathTo(file))!);
        File.WriteAllText(PathTo(file), content);
    }
}
