using System.Diagnostics;

namespace Cells.Image.Tests.Golden;

/// <summary>The decoder in Python, which follows docs/wire.md.</summary>
internal static class PythonDecoder
{
    private const string Program = "python3";

    /// <summary>Why it cannot be run; null where it can.</summary>
    public static string? Missing { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(static folder => File.Exists(Path.Combine(folder, Program)))
            ? null
            : $"{Program} is not there";

    public static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, ["-B", GoldenFiles.Decoder, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}

/// <summary>A theory that is skipped, with a reason, where Python is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresPythonTheoryAttribute : TheoryAttribute
{
    public RequiresPythonTheoryAttribute() => Skip = PythonDecoder.Missing;
}
