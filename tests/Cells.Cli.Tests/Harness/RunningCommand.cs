using System.Diagnostics;
using System.Text;
using Cells.Platform.Processes;

namespace Cells.Cli.Tests.Harness;

/// <summary>A command that runs.</summary>
public sealed class RunningCommand
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task _outputEnd;
    private readonly Task<string> _error;

    internal RunningCommand(ProcessStartInfo start, string input)
    {
        _process = Process.Start(start)!;
        _process.StandardInput.Write(input);
        _process.StandardInput.Close();
        _outputEnd = ReadAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Sends it what Ctrl-C does.</summary>
    public void Interrupt()
    {
        using ProcessDescriptor descriptor = ProcessDescriptor.Open(_process.Id);
        Assert.True(descriptor.Send(ProcessSignal.Interrupt));
    }

    /// <summary>Waits for its end.</summary>
    public async Task<CommandResult> EndAsync(TimeSpan? limit = null)
    {
        using var over = new CancellationTokenSource(limit ?? Playground.Limit);
        try
        {
            await _process.WaitForExitAsync(over.Token);
            await _outputEnd.WaitAsync(over.Token);
            return new CommandResult(_process.ExitCode, Output, await _error.WaitAsync(over.Token));
        }
        catch (OperationCanceledException late)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{string.Join(' ', _process.StartInfo.ArgumentList)}' did not end. It printed: {Output}", late);
        }
        finally
        {
            _process.Dispose();
        }
    }

    private async Task ReadAsync()
    {
        char[] buffer = new char[4096];
        int count;
        while ((count = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            lock (_output)
                _output.Append(buffer, 0, count);
        }
    }
}
