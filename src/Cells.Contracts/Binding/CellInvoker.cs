using Cells.Binding.Streams;
using Cells.Images;

namespace Cells.Binding;

/// <summary>What a generated client calls through: a channel, and the options of its calls.</summary>
/// <param name="channel">Carries the calls.</param>
/// <param name="options">What every call through this invoker asks for.</param>
/// <param name="depth">How many calls its calls are nested in: 0, except where a handler calls its caller back.</param>
public sealed class CellInvoker(CallChannel channel, CallOptions options, int depth = 0) : IAsyncDisposable
{
    /// <summary>Requests of at most this many bytes are written straight into outgoing memory; larger ones first become an image of their own.</summary>
    public const int MaxDirectBytes = 4096;

    /// <summary>The channel.</summary>
    public CallChannel Channel => channel;

    /// <summary>The same channel with other options.</summary>
    public CellInvoker With(CallOptions newOptions) => new(channel, newOptions, depth);

    /// <summary>Memory for an image of at most <paramref name="maxBytes"/>, to be built in place and sent without a copy.</summary>
    public Image<T> Rent<T>(int maxBytes)
        where T : IImageMessage<T> => new(channel.Rent(maxBytes));

    /// <summary>Calls, for an owned result.</summary>
    public ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(MethodDescriptor method, TRequest request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TResponse : IImageMessage<TResponse> => Send<TRequest, TResponse, ValueDecoder<TResponse>>(method, request, cancellation).AsTask;

    /// <summary>Calls with a built image, for an owned result.</summary>
    public ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(MethodDescriptor method, Image<TRequest> request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TResponse : IImageMessage<TResponse> => Send<TRequest, TResponse, ValueDecoder<TResponse>>(method, request, cancellation).AsTask;

    /// <summary>Calls, for an image.</summary>
    public ValueTask<Image<TResponse>> InvokeForImageAsync<TRequest, TResponse>(MethodDescriptor method, TRequest request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TResponse : IImageMessage<TResponse> => Send<TRequest, Image<TResponse>, ImageDecoder<TResponse>>(method, request, cancellation).AsTask;

    /// <summary>Calls with a built image, for an image.</summary>
    public ValueTask<Image<TResponse>> InvokeForImageAsync<TRequest, TResponse>(MethodDescriptor method, Image<TRequest> request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TResponse : IImageMessage<TResponse> => Send<TRequest, Image<TResponse>, ImageDecoder<TResponse>>(method, request, cancellation).AsTask;

    /// <summary>Calls a method without a result.</summary>
    public ValueTask InvokeAsync<TRequest>(MethodDescriptor method, TRequest request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest> => Send<TRequest, bool, EmptyDecoder>(method, request, cancellation).AsPlainTask;

    /// <summary>Calls a method without a result, with a built image.</summary>
    public ValueTask InvokeAsync<TRequest>(MethodDescriptor method, Image<TRequest> request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest> => Send<TRequest, bool, EmptyDecoder>(method, request, cancellation).AsPlainTask;

    /// <summary>Calls a method with streams among its arguments, for an owned result.</summary>
    public ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(MethodDescriptor method, TRequest request, StreamArgument[] arguments, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TResponse : IImageMessage<TResponse> => Send<TRequest, TResponse, ValueDecoder<TResponse>>(method, request, arguments, cancellation).AsTask;

    /// <summary>Calls a method with streams among its arguments and without a result.</summary>
    public ValueTask InvokeAsync<TRequest>(MethodDescriptor method, TRequest request, StreamArgument[] arguments, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest> => Send<TRequest, bool, EmptyDecoder>(method, request, arguments, cancellation).AsPlainTask;

    /// <summary>Calls a method whose result is a stream, once for each enumerator; with streams among its arguments, if it has any.</summary>
    public IAsyncEnumerable<TItem> Stream<TRequest, TItem>(MethodDescriptor method, TRequest request, StreamArgument[] arguments, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TItem : IImageMessage<TItem> => channel.Stream<TRequest, TItem>(method, request, arguments, options, depth, cancellation);

    /// <summary>Calls and blocks, for an owned result.</summary>
    public TResponse Invoke<TRequest, TResponse>(MethodDescriptor method, TRequest request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TResponse : IImageMessage<TResponse> => Wait(Send<TRequest, TResponse, ValueDecoder<TResponse>>(method, request, cancellation));

    /// <summary>Calls with a built image and blocks, for an owned result.</summary>
    public TResponse Invoke<TRequest, TResponse>(MethodDescriptor method, Image<TRequest> request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TResponse : IImageMessage<TResponse> => Wait(Send<TRequest, TResponse, ValueDecoder<TResponse>>(method, request, cancellation));

    /// <summary>Calls and blocks, for an image.</summary>
    public Image<TResponse> InvokeForImage<TRequest, TResponse>(MethodDescriptor method, TRequest request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TResponse : IImageMessage<TResponse> => Wait(Send<TRequest, Image<TResponse>, ImageDecoder<TResponse>>(method, request, cancellation));

    /// <summary>Calls with a built image and blocks, for an image.</summary>
    public Image<TResponse> InvokeForImage<TRequest, TResponse>(MethodDescriptor method, Image<TRequest> request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TResponse : IImageMessage<TResponse> => Wait(Send<TRequest, Image<TResponse>, ImageDecoder<TResponse>>(method, request, cancellation));

    /// <summary>Calls a method without a result and blocks.</summary>
    public void Invoke<TRequest>(MethodDescriptor method, TRequest request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest> => Wait(Send<TRequest, bool, EmptyDecoder>(method, request, cancellation));

    /// <summary>Calls a method without a result, with a built image, and blocks.</summary>
    public void Invoke<TRequest>(MethodDescriptor method, Image<TRequest> request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest> => Wait(Send<TRequest, bool, EmptyDecoder>(method, request, cancellation));

    /// <summary>Ends the channel, unless it is a caller's that a handler calls back.</summary>
    public ValueTask DisposeAsync() => depth == 0 ? channel.DisposeAsync() : default;

    private static void SubmitImage(CallChannel channel, PendingCall call, ImageBuffer image)
    {
        if (image.Length == 0)
            throw new InvalidOperationException("The image was rented but not built; call Build() and set its members first.");
        channel.Submit(call, image);
    }

    private TResult Wait<TResult, TDecoder>(PendingCall<TResult, TDecoder> call)
        where TDecoder : struct, IResponseDecoder<TResult>
    {
        if (!call.IsCompleted)
            channel.Wait(call);
        return call.TakeResult();
    }

    private PendingCall<TResult, TDecoder> Send<TRequest, TResult, TDecoder>(MethodDescriptor method, TRequest request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TDecoder : struct, IResponseDecoder<TResult>
    {
        var call = PendingCall<TResult, TDecoder>.Rent(method, options, depth, cancellation);
        try
        {
            cancellation.ThrowIfCancellationRequested();
            int bytes = ImageCodec.Measure(request);
            if (bytes <= MaxDirectBytes && channel.TryBegin(call, bytes, out Span<byte> room))
            {
                try
                {
                    ImageCodec.Write(room, request);
                }
                catch
                {
                    channel.Abort(call);
                    throw;
                }

                channel.Commit(call);
            }
            else
            {
                using var image = channel.Lends ? Image<TRequest>.CreateLending(request) : Image<TRequest>.Create(request);
                channel.Submit(call, image.Buffer);
            }
        }
        catch (Exception error)
        {
            call.Fail(error, runElsewhere: false);
            return call;
        }

        call.ObserveCancellation();
        return call;
    }

    private PendingCall<TResult, TDecoder> Send<TRequest, TResult, TDecoder>(MethodDescriptor method, TRequest request, StreamArgument[] arguments, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TDecoder : struct, IResponseDecoder<TResult>
    {
        var call = PendingCall<TResult, TDecoder>.Rent(method, options, depth, cancellation);
        try
        {
            cancellation.ThrowIfCancellationRequested();
            call.Streams = channel.CreateStreams(arguments);
            using var image = Image<TRequest>.Create(request);
            channel.Submit(call, image.Buffer);
        }
        catch (Exception error)
        {
            call.Fail(error, runElsewhere: false);
            return call;
        }

        call.ObserveCancellation();
        return call;
    }

    private PendingCall<TResult, TDecoder> Send<TRequest, TResult, TDecoder>(MethodDescriptor method, Image<TRequest> request, CancellationToken cancellation)
        where TRequest : IImageMessage<TRequest>
        where TDecoder : struct, IResponseDecoder<TResult>
    {
        var call = PendingCall<TResult, TDecoder>.Rent(method, options, depth, cancellation);
        try
        {
            cancellation.ThrowIfCancellationRequested();
            SubmitImage(channel, call, request.Buffer);
        }
        catch (Exception error)
        {
            call.Fail(error, runElsewhere: false);
            return call;
        }

        call.ObserveCancellation();
        return call;
    }
}
