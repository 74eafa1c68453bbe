using System.Diagnostics;
using System.Text;

namespace Dodeca.Native;

// Compiled into each cell that has a program from npm: cells share contracts, and no code but this.

/// <summary>A program that came from npm, beside this one.</summary>
/// <param name="name">Its file.</param>
/// <param name="package">The package that brings it.</param>
internal sealed class NativeTool(string name, string package)
{
    /// <summary>Where it is.</summary>
    internal string Path { get; } = System.IO.Path.Combine(FolderOf(typeof(NativeTool)), "native", name);

    /// <summary>Runs it once: what stands on its standard output.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    internal async Task<(int ExitCode, string Output, string Errors)> RunAsync(IEnumerable<string> arguments, string input, CancellationToken cancellation)
    {
        using Process process = Start(arguments);
        await using CancellationTokenRegistration kill = cancellation.Register(() => process.Kill(entireProcessTree: true));
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading all: its exit code says why.
        }

        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Starts it; its standard streams are open.</summary>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    internal Process Start(IEnumerable<string> arguments)
    {
        if (!File.Exists(Path))
            throw new InvalidOperationException($"{name} is missing: it is brought by the npm package {package} when this cell is built, for which npm is needed (Debian: apt-get install npm). Build again when npm is there.");
        var start = new ProcessStartInfo(Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        return Process.Start(start)!;
    }

    private static string FolderOf(Type type) => System.IO.Path.GetDirectoryName(type.Assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;
}
