namespace Cells.Chaos.Kills;

/// <summary>Exchanges bulk of any size, each way: served by the process that is killed and by the one that kills it.</summary>
[CellContract("exchange")]
public interface IExchange
{
    /// <summary>Notes the call in the journal, reads all of what it was lent, and lends something of another size.</summary>
    ValueTask<SharedBytes> ExchangeAsync(long number, SharedBytes bulk, int answerBytes, CancellationToken cancellation = default);

    /// <summary>Notes the call in the journal, and answers with so many bytes that are copied.</summary>
    ValueTask<byte[]> CopyAsync(long number, int answerBytes, CancellationToken cancellation = default);
}
