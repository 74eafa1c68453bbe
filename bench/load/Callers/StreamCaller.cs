using Cells.Bench.Load.Contracts;

namespace Cells.Bench.Load.Callers;

/// <summary>Reads one stream of pages that the handler fills, and sums each.</summary>
internal sealed class StreamCaller(LoadClient client, LoadControl control) : Caller(control)
{
    private readonly ulong[] _sums = [.. Enumerable.Range(0, 256).Select(static value => Words.SumOfRepeated((byte)value, Page.Bytes))];

    /// <inheritdoc/>
    internal override async Task RunAsync()
    {
        await foreach (Page page in client.PagesAsync())
        {
            ulong sum = Page.Sum(page);
            if (sum != _sums[(byte)Calls])
                throw WrongReply(_sums[(byte)Calls], sum);
            Count();
            if (Control.Stopped)
                return;
        }
    }
}
