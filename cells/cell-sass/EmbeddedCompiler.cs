using System.Collections.Concurrent;
using System.Diagnostics;
using Cells;
using Dodeca.Native;

namespace Dodeca.Sass;

/// <summary>Dart Sass as a process that speaks the embedded protocol over its standard streams; started at the first compilation, and again where it has ended.</summary>
internal sealed class EmbeddedCompiler : IAsyncDisposable
{
    private static readonly NativeTool Tool = new("dart-sass/sass", "sass-embedded-linux-x64");

    private readonly SemaphoreSlim _starting = new(1, 1);
    private Connection? _connection;

    internal async Task<CompiledSass> CompileAsync(IReadOnlyDictionary<string, string> files, string entry, CancellationToken cancellation)
    {
        Connection connection = await ConnectAsync(cancellation);
        return await connection.CompileAsync(new Stylesheets(files), entry, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _connection?.Dispose();
        _starting.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Connection> ConnectAsync(CancellationToken cancellation)
    {
        if (_connection is { IsOver: false } ready)
            return ready;
        await _starting.WaitAsync(cancellation);
        try
        {
            if (_connection is not { IsOver: false })
            {
                _connection?.Dispose();
                _connection = new Connection(Tool.Start(["--embedded"]));
            }

            return _connection;
        }
        finally
        {
            _starting.Release();
        }
    }

    private sealed class Connection : IDisposable
    {
        private readonly Process _process;
        private readonly ConcurrentDictionary<uint, Compilation> _compilations = [];
        private readonly SemaphoreSlim _writing = new(1, 1);
        private readonly Task _reading;
        private uint _last;

        internal Connection(Process process)
        {
            _process = process;
            _reading = Task.Run(ReadAsync);
        }

        internal bool IsOver => _reading.IsCompleted;

        internal async Task<CompiledSass> CompileAsync(Stylesheets stylesheets, string entry, CancellationToken cancellation)
        {
            uint id = Interlocked.Increment(ref _last);
            var compilation = new Compilation(stylesheets, entry);
            _compilations[id] = compilation;
            try
            {
                await WriteAsync(id, compilation.Request(), cancellation);
                if (IsOver)
                    throw Lost();
                return await compilation.Result.WaitAsync(cancellation);
            }
            finally
            {
                _compilations.TryRemove(id, out _);
            }
        }

        public void Dispose()
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
            _process.Dispose();
            _writing.Dispose();
        }

        private static InvalidOperationException Lost() => new("the Sass compiler has ended before it was done");

        private async Task ReadAsync()
        {
            try
            {
                Stream output = _process.StandardOutput.BaseStream;
                while (await Packets.ReadAsync(output) is { } packet)
                {
                    if (_compilations.TryGetValue(packet.Compilation, out Compilation? compilation) && compilation.Receive(packet.Message) is { } answer)
                        await WriteAsync(packet.Compilation, answer, CancellationToken.None);
                }
            }
            catch (Exception error) when (error is IOException or InvalidDataException or InvalidOperationException)
            {
                await Console.Error.WriteLineAsync($"sass: {error.Message}");
            }
            finally
            {
                foreach (Compilation compilation in _compilations.Values)
                    compilation.Fail(Lost());
            }
        }

        private async Task WriteAsync(uint compilation, byte[] message, CancellationToken cancellation)
        {
            await _writing.WaitAsync(cancellation);
            try
            {
                await Packets.WriteAsync(_process.StandardInput.BaseStream, compilation, message);
            }
            finally
            {
                _writing.Release();
            }
        }
    }
}
