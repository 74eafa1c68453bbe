namespace Cells.Chaos.Kills;

/// <summary>The handlers.</summary>
/// <param name="journal">Told each call before anything else.</param>
internal sealed class Exchange(Action<long> journal) : IExchange
{
    public ValueTask<SharedBytes> ExchangeAsync(long number, SharedBytes bulk, int answerBytes, CancellationToken cancellation = default)
    {
        journal(number);
        using (bulk)
            Check(bulk, (byte)number);
        return new(Make(answerBytes, (byte)number));
    }

    public ValueTask<byte[]> CopyAsync(long number, int answerBytes, CancellationToken cancellation = default)
    {
        journal(number);
        return new(new byte[answerBytes]);
    }

    /// <summary>So many bytes of one value.</summary>
    internal static SharedBytes Make(int bytes, byte value)
    {
        SharedBytes made = SharedBytes.Rent(bytes);
        made.WritableSpan.Fill(value);
        return made;
    }

    /// <summary>Whether they are that.</summary>
    internal static void Check(SharedBytes bulk, byte value)
    {
        if (bulk.Span.ContainsAnyExcept(value))
            throw new InvalidDataException($"{bulk.Length} bytes that are not all {value}.");
    }
}
