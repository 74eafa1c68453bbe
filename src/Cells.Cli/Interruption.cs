using System.Runtime.InteropServices;

namespace Cells.Cli;

/// <summary>
/// Ctrl-C, SIGTERM and SIGHUP as a token, so that whatever the command has begun is undone before it ends. A second one ends it at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    internal Interruption()
    {
        foreach (PosixSignal signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
    }

    internal CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        // The second time the signal does what it does by default.
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
