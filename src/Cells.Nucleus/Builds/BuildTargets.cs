namespace Cells.Nucleus.Builds;

/// <summary>What builds do besides what any build does: <c>CellBuild.targets</c>, written down where MSBuild finds it.</summary>
internal static class BuildTargets
{
    private const string Resource = "CellBuild.targets";

    /// <summary>What makes a build compile its project though nothing has changed, and not what it references: one of the compiler's outputs is said to be a file that there never is.</summary>
    internal static IEnumerable<string> CompileAgain { get; } = ["-p:NonExistentFile=/nonexistent", "-p:BuildProjectReferences=false"];

    /// <summary>What makes a build do so.</summary>
    /// <param name="place">Where the targets are kept. A compiler compares their time with that of what it has made: written anew each time, they would have all compiled anew.</param>
    internal static IEnumerable<string> Arguments(BuildPlace place)
    {
        string file = Path.Combine(place.Root, ".cell-build.targets");
        using Stream resource = typeof(BuildTargets).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(resource);
        string text = reader.ReadToEnd();
        if (!File.Exists(file) || File.ReadAllText(file) != text)
            File.WriteAllText(file, text);
        yield return $"-p:CustomAfterMicrosoftCommonTargets={file}";
        if (CompiledCode.Folder() is { } compiled)
            yield return $"-p:CellsCompiledCode={compiled}";
    }
}
