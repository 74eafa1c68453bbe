using Cells.Nucleus.Builds;

namespace Cells.Nucleus.Tests.Builds;

public sealed class CellBuilderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cells-build-").FullName;
    private int _built;

    public CellBuilderTests()
    {
        Write("Genome.toml", "[workspace]\nmembers = []\n");
        Write("program/Program.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="../shared/common.props" />
              <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../library/Library.csproj" />
                <Compile Include="../elsewhere/Linked.cs" />
              </ItemGroup>
            </Project>
            """);
        Write("program/Program.cs", "System.Console.WriteLine(Library.Text + Linked.Text);");
        Write("library/Library.csproj", """<Project Sdk="Microsoft.NET.Sdk"><Import Project="../shared/common.props" /></Project>""");
        Write("library/Library.cs", "public static class Library { public const string Text = \"library\"; }");
        Write("shared/common.props", "<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        Write("elsewhere/Linked.cs", "internal static class Linked { public const string Text = \"linked\"; }");
    }

    private string Project => Path.Combine(_root, "program", "Program.csproj");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_build_is_found_as_long_as_nothing_that_it_read_has_changed()
    {
        Assert.Null(CellBuilder.FindCurrent(Project));
        CellBuild first = await EnsureAsync();
        Assert.True(first.IsNew);
        Assert.StartsWith(Path.Combine(_root, "artifacts", "cells", "Program") + "/", first.Directory, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(first.Directory, "Program"), first.Program);
        Assert.True(File.Exists(first.Program));
        Assert.False(Directory.Exists(Path.Combine(_root, "program", "obj")), "the project's own folders are left to others");

        Assert.Equal(first with { IsNew = false }, await EnsureAsync());
        await CellBuilder.WarmUpAsync(Project, CancellationToken.None);
        Assert.False(Directory.Exists(Path.Combine(_root, "artifacts", "cells", ".staging")), "a warm-up leaves nothing");
        Write("program/bin/output.cs", "not a source");
        Write("run/program/log/current.log", "written by a cell");
        File.SetLastWriteTimeUtc(Path.Combine(_root, "program", "Program.cs"), DateTime.UtcNow);
        Assert.Equal(first.Id, CellBuilder.FindCurrent(Project)?.Id);
        Assert.Equal([first.Id, null, first.Id], CellBuilder.FindCurrent([Project, Path.Combine(_root, "library", "Library.csproj"), Project]).Select(static build => build?.Id));
        Assert.Equal(1, _built);

        ChangesTheBuild("program/Program.cs", "System.Console.WriteLine();");
        ChangesTheBuild("program/Added.cs", "");
        ChangesTheBuild("library/Library.cs", "");
        ChangesTheBuild("library/deep/Added.cs", "");
        ChangesTheBuild("elsewhere/Linked.cs", "");
        ChangesTheBuild("shared/common.props", "<Project />");
        ChangesTheBuild("Directory.Build.props", "<Project />");
        ChangesTheBuild("library/Directory.Packages.props", "<Project />");
        ChangesTheBuild("global.json", "{}");
    }

    [Fact]
    public async Task A_library_that_was_compiled_ahead_for_one_program_is_taken_for_another_in_another_workspace()
    {
        string library = $"public static class Library {{ public const string Text = \"{Guid.NewGuid()}\"; public static int Twice(int number) => 2 * number; }}";
        Write("library/Library.cs", library);
        CellBuild first = await EnsureAsync();
        byte[] compiled = await File.ReadAllBytesAsync(Path.Combine(first.Directory, "Library.dll"));
        string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } named ? named : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        FileInfo kept = Assert.Single(
            new DirectoryInfo(Path.Combine(cache, "cells", "compiled")).GetFiles("*.dll"),
            file => file.Length == compiled.Length && File.ReadAllBytes(file.FullName).AsSpan().SequenceEqual(compiled));
        DateTime used = kept.LastWriteTimeUtc;

        using var elsewhere = new CellBuilderTests();
        string project = await File.ReadAllTextAsync(elsewhere.Project);
        elsewhere.Write("program/Program.csproj", project.Replace("../library/", Path.Combine(_root, "library") + "/", StringComparison.Ordinal));
        elsewhere.Write("program/Program.cs", "System.Console.WriteLine(Library.Text + Linked.Text + Library.Twice(1));");
        CellBuild second = await elsewhere.EnsureAsync();
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(compiled, await File.ReadAllBytesAsync(Path.Combine(second.Directory, "Library.dll")));
        kept.Refresh();
        Assert.True(kept.LastWriteTimeUtc > used, "what is used is not what is removed first");
    }

    [Fact]
    public async Task Two_at_once_build_once()
    {
        CellBuild[] builds = await Task.WhenAll(EnsureAsync(), EnsureAsync());
        Assert.Equal(builds[0].Id, builds[1].Id);
        Assert.Equal(1, _built);
        Assert.Single(Directory.GetDirectories(Path.GetDirectoryName(builds[0].Directory)!));
    }

    [Fact]
    public async Task Errors_come_with_file_and_line()
    {
        Write("library/Library.cs", "public static class Library\n{\n    public const string Text = 1;\n}\n");
        BuildFailedException error = await Assert.ThrowsAsync<BuildFailedException>(EnsureAsync);
        string line = Assert.Single(error.Errors);
        Assert.Matches(@"library/Library\.cs\(3,\d+\): error CS0029: ", line);
        Assert.Null(CellBuilder.FindCurrent(Project));
    }

    private async Task<CellBuild> EnsureAsync() =>
        await CellBuilder.EnsureAsync(Project, () => Interlocked.Increment(ref _built), BuildMode.Whole, CancellationToken.None);

    /// <summary>Writes a file, looks for the build, and puts everything back.</summary>
    private void ChangesTheBuild(string file, string content)
    {
        string path = Path.Combine(_root, file);
        string? before = File.Exists(path) ? File.ReadAllText(path) : null;
        Write(file, content);
        Assert.True(CellBuilder.FindCurrent(Project) is null, $"{file} was not noticed");
        if (before is null)
            File.Delete(path);
        else
            File.WriteAllText(path, before);
        Assert.True(CellBuilder.FindCurrent(Project) is not null, $"{file} was put back, and that was not noticed");
    }

    private void Write(string file, string content)
    {
        string path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
