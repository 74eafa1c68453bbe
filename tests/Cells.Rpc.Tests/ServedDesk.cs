using System.Collections.Concurrent;
using System.Net.Sockets;
using Cells.Platform.Sockets;
using Microsoft.Extensions.Logging;

namespace Cells.Rpc.Tests;

/// <summary>A desk served on a real socket in a directory of its own.</summary>
public sealed class ServedDesk : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cells-test-");

    public ServedDesk(SessionLimits? limits = null, string? subdirectory = null, CellServerOptions? options = null)
    {
        string folder = Directory.CreateDirectory(System.IO.Path.Combine(_directory.FullName, subdirectory ?? "")).FullName;
        SocketPath = System.IO.Path.Combine(folder, "cell.sock");
        Server = new CellServer((options ?? new CellServerOptions()) with
        {
            Session = new SessionOptions { Name = "desk", Limits = limits ?? SessionLimits.Default, Logger = Log, SharedMemory = options?.Session.SharedMemory ?? true },

            // The tests break the protocol, and are all one process.
            ViolationDelay = options?.ViolationDelay ?? TimeSpan.Zero,
        });
        Server.AddService<IDesk>(new Desk());
        Server.Listen(UnixSocket.Listen(SocketPath));
    }

    public CellServer Server { get; }

    public string SocketPath { get; }

    public ListLogger Log { get; } = new();

    public ValueTask<DeskClient> ConnectAsync() => Cell.ConnectAsync<DeskClient>("desk", new ConnectOptions { SocketPath = SocketPath });

    /// <summary>A connection that speaks no protocol unless the test does.</summary>
    public Socket ConnectRaw()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}

/// <summary>Keeps what was logged and lets a test wait for it.</summary>
public sealed class ListLogger : ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _more = new(0);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue(formatter(state, exception));
        _more.Release();
    }

    public async Task<string> WaitForAsync(string part)
    {
        using var patience = new CancellationTokenSource(ServedDesk.Patience);
        while (true)
        {
            foreach (string line in _lines)
            {
                if (line.Contains(part, StringComparison.Ordinal))
                    return line;
            }

            try
            {
                await _more.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Nothing with '{part}' was logged. There is: {string.Join(" | ", _lines)}");
            }
        }
    }
}
