namespace Cells.Platform.Processes;

/// <summary>The text of <c>/proc/PID/stat</c>.</summary>
internal static class ProcessStat
{
    private const int FirstFieldBehindName = 3;

    /// <summary>A field behind the program's name, by the number that proc(5) gives it.</summary>
    internal static ReadOnlySpan<char> Field(string text, int number)
    {
        // The second field is the program's name in parentheses, which may itself hold blanks and parentheses.
        ReadOnlySpan<char> rest = text.AsSpan(text.LastIndexOf(')') + 2);
        int field = FirstFieldBehindName;
        foreach (Range part in rest.Split(' '))
        {
            if (field++ == number)
                return rest[part];
        }

        throw new InvalidDataException($"/proc/PID/stat has no field {number}: {text}");
    }
}
