using System.Net.WebSockets;
using Cells;

namespace Dodeca.Http;

/// <summary>A page that is shown: tells it what becomes of it, and answers what it asks about its template.</summary>
internal sealed class LiveSocket(WebSocket socket, ContentServiceClient content, string route) : IDisposable
{
    private const int MaxQuestionBytes = 64 << 10;

    /// <summary>A page that takes nothing for so long is not waited for.</summary>
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _sending = new(1, 1);

    internal async Task RunAsync(string generation, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] both = [TellAsync(generation, over.Token), AnswerAsync(over.Token)];
        await Task.WhenAny(both);
        await over.CancelAsync();
        try
        {
            await Task.WhenAll(both);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or CellException)
        {
            // Either side has gone; the page connects again if it is still there.
        }

        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await CloseAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _sending.Dispose();

    private async Task TellAsync(string generation, CancellationToken cancellation)
    {
        await foreach (PageEvent change in content.WatchAsync(route, generation, cancellation))
            await SendAsync(LiveJson.Of(change), cancellation);
    }

    private async Task AnswerAsync(CancellationToken cancellation)
    {
        byte[] buffer = new byte[MaxQuestionBytes];
        while (true)
        {
            int length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                if (length == buffer.Length)
                    return;
                received = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
                length += received.Count;
            }
            while (!received.EndOfMessage);

            if (received.MessageType == WebSocketMessageType.Close)
                return;
            if (LiveJson.TryReadQuestion(buffer.AsMemory(0, length)) is { } question)
                await SendAsync(await AskAsync(question, cancellation), cancellation);
        }
    }

    private async Task<byte[]> AskAsync(LiveQuestion question, CancellationToken cancellation)
    {
        try
        {
            return question.Expression is { } expression
                ? LiveJson.Of(question.Id, await content.EvalExpressionAsync(route, expression, cancellation))
                : LiveJson.Of(question.Id, await content.GetScopeAsync(route, question.Path, cancellation));
        }
        catch (CellException error)
        {
            return LiveJson.Of(question.Id, new EvalResult("", error.Message));
        }
    }

    private async Task SendAsync(byte[] message, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(SendTimeout);
        await _sending.WaitAsync(patience.Token);
        try
        {
            await socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            socket.Abort();
        }
    }
}
