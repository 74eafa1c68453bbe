using Cells.Binding;

namespace Cells.Rpc.Sessions;

/// <summary>A contract of which the peer serves another version than this side was built against.</summary>
internal sealed class DriftedContract(ContractDescriptor own, RemoteContract remote)
{
    private readonly TaskCompletionSource<ContractFit> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ContractFit? _fit;
    private int _isFetching;

    internal ContractDescriptor Own => own;

    internal RemoteContract Remote => remote;

    /// <summary>What fits; null while that is not known.</summary>
    internal ContractFit? Fit => _fit;

    /// <summary>The outcome of the first attempt to find out.</summary>
    internal Task<ContractFit> First => _first.Task;

    /// <summary>Whether whoever asks is to fetch the peer's schema: nobody does and nobody has.</summary>
    internal bool TryBeginFetch() => _fit is null && Interlocked.CompareExchange(ref _isFetching, 1, 0) == 0;

    /// <summary>It is known for as long as the session lives.</summary>
    internal void Decide(ContractFit fit)
    {
        _fit = fit;
        _first.TrySetResult(fit);
    }

    /// <summary>It could not be found out this time; the next call tries again.</summary>
    internal void GiveUp(ContractFit refused)
    {
        _first.TrySetResult(refused);
        Volatile.Write(ref _isFetching, 0);
    }

    /// <summary>The session ended before.</summary>
    internal void Lose(PeerLostException error)
    {
        _first.TrySetException(error);
        _ = _first.Task.Exception;
    }
}
