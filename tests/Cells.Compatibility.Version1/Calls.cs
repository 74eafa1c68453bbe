namespace Cells.Compatibility.Version1;

/// <summary>Writes a line for each call: its name, and its outcome.</summary>
internal static class Calls
{
    internal static async Task TellAsync(string name, Func<Task<string>> call)
    {
        try
        {
            Console.WriteLine($"{name}: {await call()}");
        }
        catch (CellException error)
        {
            Console.WriteLine($"{name}: {error.Code} {error.Message}");
        }
    }
}
