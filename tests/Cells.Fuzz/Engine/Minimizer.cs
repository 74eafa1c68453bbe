namespace Cells.Fuzz.Engine;

/// <summary>Makes a failing input as short and as empty as it can be while it fails in the same way.</summary>
internal static class Minimizer
{
    /// <summary>A smaller input that fails likewise.</summary>
    /// <param name="input">The input.</param>
    /// <param name="fails">Whether an input fails in the same way.</param>
    public static byte[] Minimize(byte[] input, Func<byte[], bool> fails)
    {
        for (int cut = input.Length / 2; cut > 0; cut /= 2)
        {
            while (cut <= input.Length && fails(input[..^cut]))
                input = input[..^cut];
        }

        for (int width = 64; width > 0; width /= 2)
        {
            for (int at = 0; at < input.Length; at += width)
            {
                byte[] emptied = [.. input];
                emptied.AsSpan(at, Math.Min(width, input.Length - at)).Clear();
                if (!emptied.AsSpan().SequenceEqual(input) && fails(emptied))
                    input = emptied;
            }
        }

        return input;
    }
}
