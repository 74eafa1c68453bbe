using Cells.Binding;
using Cells.Binding.Streams;
using Cells.Rpc.Streams;

namespace Cells.Rpc;

/// <content>Calls without a compiled contract.</content>
public sealed partial class CellSession
{
    /// <summary>Calls a method by name with a request's image; the image must follow the schema that the peer hands out.</summary>
    /// <param name="contract">A contract that the peer serves.</param>
    /// <param name="method">The name of one of its methods.</param>
    /// <param name="request">The request's image.</param>
    /// <param name="options">What the caller asks for.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The response's image; empty where the method has no result.</returns>
    /// <exception cref="CellException">As for any call.</exception>
    public ValueTask<byte[]> InvokeRawAsync(
        RemoteContract contract, string method, ReadOnlyMemory<byte> request, CallOptions options, CancellationToken cancellation = default) =>
        InvokeRawAsync(contract, method, request, [], options, cancellation);

    /// <summary>Calls a method by name that has streams among its arguments.</summary>
    /// <param name="contract">A contract that the peer serves.</param>
    /// <param name="method">The name of one of its methods.</param>
    /// <param name="request">The request's image.</param>
    /// <param name="arguments">The streams, in the order of their channels.</param>
    /// <param name="options">What the caller asks for.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The response's image; empty where the method has no result.</returns>
    /// <exception cref="CellException">As for any call.</exception>
    public async ValueTask<byte[]> InvokeRawAsync(
        RemoteContract contract, string method, ReadOnlyMemory<byte> request, IReadOnlyList<StreamArgument> arguments, CallOptions options, CancellationToken cancellation = default)
    {
        var call = PendingCall<byte[], BytesDecoder>.Rent(Describe(contract, method), options, depth: 0, cancellation);
        call.WantsComplete = true;
        if (arguments.Count > 0)
            call.Streams = new MadeStreams(arguments, _options.Limits);
        PooledImageBuffer image = Copy(request);
        try
        {
            Submit(call, image);
        }
        finally
        {
            image.TryGiveUp(image.Generation);
        }

        call.ObserveCancellation();
        return await call.AsTask;
    }

    /// <summary>Calls a method by name whose result is a stream.</summary>
    /// <param name="contract">A contract that the peer serves.</param>
    /// <param name="method">The name of one of its methods.</param>
    /// <param name="request">The request's image.</param>
    /// <param name="arguments">The streams among its arguments, in the order of their channels.</param>
    /// <param name="options">What the caller asks for; a timeout is for the whole stream.</param>
    /// <param name="cancellation">Ends the stream.</param>
    /// <returns>The items' images.</returns>
    /// <exception cref="CellException">As for any call.</exception>
    public IAsyncEnumerable<byte[]> StreamRawAsync(
        RemoteContract contract, string method, ReadOnlyMemory<byte> request, IReadOnlyList<StreamArgument> arguments, CallOptions options, CancellationToken cancellation = default) =>
        new StreamingCall<byte[], BytesDecoder>(this, _options.Limits, Describe(contract, method), () => Copy(request), arguments, options, depth: 0, cancellation);

    private static MethodDescriptor Describe(RemoteContract contract, string method)
    {
        MethodDescriptor[] methods = [.. contract.Methods.Select((name, ordinal) => new MethodDescriptor(contract.Name, name, ordinal))];
        var descriptor = new ContractDescriptor(contract.Name, contract.Hash, schemaJson: "", methods);
        return Array.Find(methods, m => m.Name == method)
            ?? throw new CellException(CellErrorCode.UnknownMethod, $"The contract '{descriptor.Name}' has no method '{method}'. It has: {string.Join(", ", contract.Methods)}.");
    }

    private static PooledImageBuffer Copy(ReadOnlyMemory<byte> request)
    {
        PooledImageBuffer image = PooledImageBuffer.Rent(request.Length);
        request.Span.CopyTo(image.Memory);
        image.Length = request.Length;
        return image;
    }

    private readonly struct BytesDecoder : IResponseDecoder<byte[]>
    {
        public static byte[] Decode(ReadOnlySpan<byte> response) => response.ToArray();
    }
}
