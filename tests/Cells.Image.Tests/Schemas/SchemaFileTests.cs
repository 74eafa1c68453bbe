using Cells.Images.Schemas;
using Cells.Images.Schemas.Files;
using Cells.Samples;
using static Cells.Image.Tests.Schemas.Versions;

namespace Cells.Image.Tests.Schemas;

/// <summary>The files that keep contracts: snapshots of those of others, and the lock of one's own.</summary>
public class SchemaFileTests
{
    private static readonly ContractSchema First = ContractSchema.Parse(Contract(Members("a")));
    private static readonly ContractSchema Breaking = ContractSchema.Parse(Contract(Members("x", "a")));
    private static readonly ContractSchema Compatible = ContractSchema.Parse(Contract(Members("a") + "," + Member("b", @default: "1")));

    [Fact]
    public void A_snapshot_reads_as_it_was_written()
    {
        ContractSchema echo = ContractSchema.Parse(EchoClient.Contract.SchemaJson);
        var snapshot = SnapshotFile.Of("Some.Where", echo, First);
        var again = SnapshotFile.Parse(snapshot.ToString());
        Assert.Equal(("Some.Where", echo.ToJson(), First.ToJson()), (again.Namespace, again.Contract.ToJson(), again.Replaced!.ToJson()));
        Assert.Equal(snapshot.ToString(), again.ToString());
    }

    [Fact]
    public void A_lock_reads_as_it_was_written_without_documentation()
    {
        ContractSchema echo = ContractSchema.Parse(EchoClient.Contract.SchemaJson);
        ContractSchema gateway = ContractSchema.Parse(OrderGatewayClient.Contract.SchemaJson);
        var contracts = LockFile.Parse(LockFile.Of([gateway, echo]).ToString());
        Assert.Equal([echo.Name, gateway.Name], contracts.Contracts.Select(static contract => contract.Name));
        Assert.Equal(gateway.ToCanonicalJson(), contracts.Find(gateway.Name)!.ToJson());
        Assert.DoesNotContain("\"doc\"", contracts.ToString(), StringComparison.Ordinal);
        Assert.Null(contracts.Find("other"));
    }

    [Fact]
    public void What_a_caller_was_written_against_is_kept_until_it_is_accepted()
    {
        var snapshot = SnapshotFile.Of("N", First, replaced: null).Pull(Breaking);
        Assert.Same(First, snapshot.Replaced);
        Assert.Same(Breaking, snapshot.Contract);

        // Pulled again, unchanged or broken once more: it is still the first that calls were written against.
        Assert.Same(First, snapshot.Pull(Breaking).Replaced);
        Assert.Null(snapshot.Accept().Replaced);
        Assert.Null(snapshot.Accept().Pull(Breaking).Replaced);
    }

    [Fact]
    public void A_contract_that_still_fits_its_callers_replaces_nothing()
    {
        var snapshot = SnapshotFile.Of("N", First, replaced: null);
        Assert.Null(snapshot.Pull(Compatible).Replaced);
        Assert.Null(snapshot.Pull(Breaking).Pull(First).Replaced);
    }
}
