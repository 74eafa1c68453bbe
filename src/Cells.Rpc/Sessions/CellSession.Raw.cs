using Cells.Binding;

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
    public async ValueTask<byte[]> InvokeRawAsync(
        RemoteContract contract, string method, ReadOnlyMemory<byte> request, CallOptions options, CancellationToken cancellation = default)
    {
        MethodDescriptor[] methods = [.. contract.Methods.Select((name, ordinal) => new MethodDescriptor(contract.Name, name, ordinal))];
        var descriptor = new ContractDescriptor(contract.Name, contract.Hash, schemaJson: "", methods);
        MethodDescriptor called = Array.Find(methods, m => m.Name == method)
            ?? throw new CellException(CellErrorCode.UnknownMethod, $"The contract '{descriptor.Name}' has no method '{method}'. It has: {string.Join(", ", contract.Methods)}.");

        var call = PendingCall<byte[], BytesDecoder>.Rent(called, options, depth: 0, cancellation);
        PooledImageBuffer image = PooledImageBuffer.Rent(request.Length);
        request.Span.CopyTo(image.Memory);
        image.Length = request.Length;
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

    private readonly struct BytesDecoder : IResponseDecoder<byte[]>
    {
        public static byte[] Decode(ReadOnlySpan<byte> response) => response.ToArray();
    }
}
