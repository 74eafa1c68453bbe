using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Cells.Rpc.Streams;

/// <summary>Reads what came through a tunnel, and says what was consumed.</summary>
/// <param name="reader">What has come.</param>
/// <param name="tell">Told how many bytes were consumed.</param>
/// <param name="done">Told that no more is wanted.</param>
internal sealed class TunnelReader(PipeReader reader, Action<long> tell, Action done) : PipeReader
{
    private ReadOnlySequence<byte> _buffer;

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        long bytes = _buffer.Slice(0, consumed).Length;
        _buffer = default;
        reader.AdvanceTo(consumed, examined);
        if (bytes > 0)
            tell(bytes);
    }

    /// <inheritdoc/>
    public override void CancelPendingRead() => reader.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        reader.Complete(exception);
        done();
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ReadResult result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        _buffer = result.Buffer;
        return result;
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        bool hasRead = reader.TryRead(out result);
        if (hasRead)
            _buffer = result.Buffer;
        return hasRead;
    }

}
