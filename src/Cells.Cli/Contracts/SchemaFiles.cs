using System.Text;
using Cells.Images.Schemas;
using Cells.Platform.Files;

namespace Cells.Cli.Contracts;

/// <summary>Reads and writes files that hold schemas.</summary>
internal static class SchemaFiles
{
    /// <summary>Reads a file; what is wrong with it is said with its name and the place.</summary>
    internal static T Read<T>(string path, Func<string, T> parse)
    {
        try
        {
            return parse(File.ReadAllText(path));
        }
        catch (SchemaException error)
        {
            throw new CommandException(ExitCodes.Usage, $"{path}:{error.Line}:{error.Column}: {error.Problem}");
        }
    }

    /// <summary>Writes a file as a whole, so that no one reads half of it.</summary>
    internal static void Write(string path, string text) => AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
}
