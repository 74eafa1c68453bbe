using Cells.Binding;
using Cells.Images.Schemas;
using Cells.Rpc.Schemas;
using Cells.Rpc.Sessions;
using Microsoft.Extensions.Logging;

namespace Cells.Rpc;

/// <content>
/// Contracts of which the peer serves another version. Calls of them wait until the peer's schema is there, which is fetched once; then
/// those whose methods fit go as any other call.
/// </content>
public sealed partial class CellSession
{
    private int _schemaFetches;

    /// <summary>What is known of the versions of contracts that peers serve. A client hands it from one session to the next, once that is open and before it is used.</summary>
    internal ComparedContracts Compared
    {
        get => _remote!.Compared;
        set => _remote!.Compared = value;
    }

    /// <summary>Completes when it is known that a method of the contract can be called at least.</summary>
    /// <exception cref="CellException">The peer does not serve the contract, or in a version of which no method fits.</exception>
    internal async ValueTask ThrowUnlessServedAsync(ContractDescriptor contract)
    {
        if (contract.Methods.Count == 0)
            return;
        if (_remote!.FindDrifted(contract) is not { } drifted)
        {
            _remote.TryIndexOf(contract.Methods[0], out _);
            return;
        }

        BeginSchemaFetch(drifted);
        ContractFit fit = await drifted.First;
        if (fit.Fitting == 0)
            throw new CellException(CellErrorCode.SchemaMismatch, fit.Problems(contract)) { Cell = Peer.Cell };
    }

    /// <summary>Finds out what fits of the contracts that another session was used for, so that no call has to wait for that.</summary>
    internal async Task PrepareForAsync(CellSession other)
    {
        foreach (ContractDescriptor contract in other._remote?.Used ?? [])
        {
            try
            {
                await ThrowUnlessServedAsync(contract);
            }
            catch (CellException)
            {
                // The next call of it says so.
            }
        }
    }

    /// <summary>Fetches the schemas that calls wait for, unless that is under way.</summary>
    private void BeginSchemaFetches()
    {
        if (_waiting.HeldCount == 0)
            return;
        foreach (DriftedContract drifted in _remote!.Drifted)
            BeginSchemaFetch(drifted);
    }

    private void BeginSchemaFetch(DriftedContract drifted)
    {
        // Counted before the fetch is taken, so that whoever finds it taken finds it counted as well.
        Interlocked.Increment(ref _schemaFetches);
        if (drifted.TryBeginFetch())
            _ = FetchSchemaAsync(drifted);
        else
            Interlocked.Decrement(ref _schemaFetches);
    }

    /// <summary>Finds out what fits, and lets the calls go that waited for it.</summary>
    private async Task FetchSchemaAsync(DriftedContract drifted)
    {
        ContractDescriptor contract = drifted.Own;
        try
        {
            SchemaReply reply = await DescribeAsync(contract.Name);
            ContractFit fit = await Task.Run(() => Compare(drifted, reply));
            drifted.Decide(fit);
            _options.Logger.LogInformation(
                "{Peer} serves another version of the contract {Contract}; {Fitting} of {Methods} methods fit", Describe(Peer), contract.Name, fit.Fitting, contract.Methods.Count);
            ReleaseHeld(contract, fit);
        }
        catch (PeerLostException error)
        {
            // The calls that wait go with the session, to the next one where there is one.
            drifted.Lose(error);
        }
        catch (CellException error) when (error.Code == CellErrorCode.DeadlineExceeded)
        {
            var refused = Refused(contract, $"did not hand its schema out within {_options.Limits.SchemaTimeout.TotalSeconds:0.#} s (SessionLimits.SchemaTimeout)");
            ReleaseHeld(contract, refused);
            drifted.GiveUp(refused);
            BeginSchemaFetches();
        }
        catch (Exception error)
        {
            var refused = Refused(contract, $"does not hand its schema out: {error.Message}");
            drifted.Decide(refused);
            ReleaseHeld(contract, refused);
        }
        finally
        {
            Interlocked.Decrement(ref _schemaFetches);
        }
    }

    private async Task<SchemaReply> DescribeAsync(string contract)
    {
        var options = new CallOptions { Timeout = _options.Limits.SchemaTimeout };

        // Asked for all callers, it does not have the deadline of the one that happens to be the first.
        long before = AmbientDeadline.Enter(long.MaxValue);
        var call = PendingCall<SchemaReply, SchemaReplyDecoder>.Rent(SchemaSourceContract.DescribeMethod, options, depth: 0, CancellationToken.None);
        AmbientDeadline.Leave(before);
        try
        {
            using var request = Image<SchemaSourceMessages.DescribeRequest>.Create(new SchemaSourceMessages.DescribeRequest(contract));
            Submit(call, request.Buffer);
        }
        catch (Exception error)
        {
            call.Fail(error, runElsewhere: false);
        }

        return await call.AsTask;
    }

    private ContractFit Compare(DriftedContract drifted, SchemaReply reply)
    {
        ContractDescriptor contract = drifted.Own;
        if (reply.Image is not { } image)
            return Refused(contract, $"hands out a schema of {reply.Bytes} bytes; the limit is {PeerSchema.MaxSchemaBytes} (PeerSchema.MaxSchemaBytes)");
        if (!PeerSchema.TryRead(drifted.Remote, image, out ContractSchema served, out string problem))
            return Refused(contract, problem);
        return ContractFit.Of(contract, drifted.Remote, _remote!.Peer, Compared.Compare(contract, drifted.Remote, served));
    }

    private ContractFit Refused(ContractDescriptor contract, string problem) =>
        ContractFit.Refused(contract, $"{_remote!.Peer} serves another version of the contract '{contract.Name}' and {problem.TrimEnd('.')}. So no method is known to fit.");

    /// <summary>Lets the calls of a contract go that waited, or fails those that do not fit.</summary>
    private void ReleaseHeld(ContractDescriptor contract, ContractFit fit)
    {
        foreach ((PendingCall call, ImageBuffer request) in _waiting.Release(contract, fit.Fits))
        {
            request.Release();
            call.Fail(fit.ErrorOf(call.Method, Peer.Cell), runElsewhere: true);
        }

        SendWaiting();
    }

    /// <summary>A reply of <c>Describe</c>.</summary>
    /// <param name="Bytes">Its size.</param>
    /// <param name="Image">Its image; null where it is too large.</param>
    private readonly record struct SchemaReply(int Bytes, byte[]? Image);

    private readonly struct SchemaReplyDecoder : IResponseDecoder<SchemaReply>
    {
        public static SchemaReply Decode(ReadOnlySpan<byte> response) =>
            new(response.Length, response.Length <= PeerSchema.MaxSchemaBytes ? response.ToArray() : null);
    }
}
