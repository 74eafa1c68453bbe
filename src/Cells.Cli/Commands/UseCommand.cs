using System.CommandLine;
using Cells.Binding.Streams;
using Cells.Cli.Calling;
using Cells.Images.Dynamic;
using Cells.Images.Schemas;
using Cells.Nucleus.RunDirectories;
using Cells.Rpc;
using Cells.Rpc.Schemas;

namespace Cells.Cli.Commands;

/// <summary><c>cell use</c>: calls any method of any cell, by the schema that the cell itself hands out.</summary>
internal static class UseCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(600);

    internal static Command Create()
    {
        var cell = new Argument<string>("NAME") { Description = "The cell." };
        var words = new Argument<string[]>("[METHOD] [JSON|-]")
        {
            Description = "The method, which may be left out where there is one, as Method or contract/Method; and the request as JSON, or - to read it from standard input; a method alone is called with {}.",
            Arity = new ArgumentArity(1, 2),
        };
        var timeout = new Option<double?>("--timeout") { Description = "How many seconds the call may take. Default 600, and no limit where the result is a stream.", HelpName = "SECONDS" };
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        cell.CompleteNames(runDirectory);
        var command = new Command("use", """
            Calls a method of a running cell: JSON in, JSON out. A stream among the arguments is an array; a result that is a stream is a line for each item.

              cell use order_gateway PlaceOrder '{"symbol":"AAPL","quantity":100}'
              echo '{"symbol":"AAPL","quantity":100}' | cell use order_gateway -
            """) { cell, words, timeout, runDirectory };
        command.SetAction((parsed, cancellation) =>
        {
            var (method, request) = CallWords.Read(parsed.GetValue(words)!);
            return RunAsync(parsed.GetValue(cell)!, method, request, Limit(parsed.GetValue(timeout)), parsed.Files(runDirectory), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(string cell, string? method, string json, TimeSpan? timeout, SupervisorFiles files, CancellationToken cancellation)
    {
        string request = json == "-" ? await Console.In.ReadToEndAsync(cancellation) : json;
        await using CellSession session = await CellSessions.OpenAsync(cell, files, cancellation);
        MethodSelection.Selected selected = MethodSelection.Find(method, cell, session.RemoteContracts);

        SchemaSourceClient schemas = session.CreateClient<SchemaSourceClient>();
        var contract = ContractSchema.Parse(await schemas.DescribeAsync(selected.Contract.Name, cancellation));
        MethodSchema called = contract.FindMethod(selected.Method)
            ?? throw new CommandException(ExitCodes.Failed, $"'{cell}' announces {selected.Method} but does not describe it.");

        (byte[] image, StreamArgument[] streams) = StreamArguments.Read(called, request);
        try
        {
            if (called is { ReturnsStream: true, Response: { } item })
            {
                await foreach (byte[] one in session.StreamRawAsync(selected.Contract, selected.Method, image, streams, new CallOptions { Timeout = timeout }, cancellation))
                    Console.WriteLine(JsonTranscoder.Write(item, one));
                return ExitCodes.Success;
            }

            byte[] response = await session.InvokeRawAsync(selected.Contract, selected.Method, image, streams, new CallOptions { Timeout = timeout ?? DefaultTimeout }, cancellation);
            if (called.Response is not null)
                Console.WriteLine(JsonTranscoder.WriteResponse(called, response));
            return ExitCodes.Success;
        }
        catch (CellFaultException error) when (called.Faults.FirstOrDefault(fault => fault.Name == error.FaultName) is { } fault)
        {
            throw new CommandException(ExitCodes.Failed, $"{error.Method} failed with {fault.Name}: {JsonTranscoder.Write(fault, error.Image.Span)}");
        }
    }

    private static TimeSpan? Limit(double? seconds) => seconds is null ? null : seconds is > 0 and < 2_000_000
        ? TimeSpan.FromSeconds(seconds.Value)
        : throw new CommandException(ExitCodes.Usage, $"--timeout takes more than 0 and less than 2,000,000 seconds, not {seconds}.");
}
