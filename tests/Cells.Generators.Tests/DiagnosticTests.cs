using System.Collections.Immutable;
using Cells.Generators.Tests.ContractSnapshots;
using Cells.Generators.Tests.Locks;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Tests;

/// <summary>Each diagnostic with a sample that violates it and the same sample put right; both are compiled.</summary>
public class DiagnosticTests
{
    public static TheoryData<string, string, string> Samples => new()
    {
        { "CELL0001", "[CellMessage] public record M(int X);", "[CellMessage] public partial record M(int X);" },
        { "CELL0001", "public static class C { [CellMessage] public partial record M(int X); }", "public static partial class C { [CellMessage] public partial record M(int X); }" },
        { "CELL0002", "[CellMessage] public partial class M { }", "[CellMessage] public partial record M;" },
        { "CELL0003", "[CellMessage] public partial record M<T>(int X);", "[CellMessage] public partial record M(int X);" },
        { "CELL0004", "public record B; [CellMessage] public partial record M(int X) : B;", "[CellMessage] public partial record M(int X);" },
        { "CELL0005", "[CellMessage] public partial record M(object X);", "[CellMessage] public partial record M(string X);" },
        { "CELL0005", "[CellMessage] public partial record M(SortedDictionary<string, int> X);", "[CellMessage] public partial record M(Dictionary<string, int> X);" },
        { "CELL0005", "[CellMessage] public partial record M(IDictionary<string, int> X);", "[CellMessage] public partial record M(IReadOnlyDictionary<string, int> X);" },
        { "CELL0005", "[CellMessage] public partial record M(ISet<int> X);", "[CellMessage] public partial record M(IReadOnlySet<int> X);" },
        { "CELL0005", "[CellMessage] public partial record M(Dictionary<string, object> X);", "[CellMessage] public partial record M(Dictionary<string, string> X);" },
        { "CELL0005", "[CellMessage] public partial record M((int, object) X);", "[CellMessage] public partial record M((int, string) X);" },
        { "CELL0005", "[CellMessage] public partial record M(Tuple<int, string> X);", "[CellMessage] public partial record M((int, string) X);" },
        { "CELL0005", "[CellMessage] public partial record M((int, int, int, int, int, int, int, int) X);", "[CellMessage] public partial record P(int A, int B, int C, int D, int E, int F, int G, int H); [CellMessage] public partial record M(P X);" },
        { "CELL0005", "[CellMessage] public partial record M(nint X);", "[CellMessage] public partial record M(long X);" },
        { "CELL0005", "[CellMessage] public partial record M(int[,] X);", "[CellMessage] public partial record M(int[][] X);" },
        { "CELL0005", "[CellMessage] public partial record M(Value? X);", "[CellMessage] public partial record M(Value X);" },
        { "CELL0005", "[CellMessage] public partial record M(IEnumerable<int> X);", "[CellMessage] public partial record M(IReadOnlyList<int> X);" },
        { "CELL0006", "[CellMessage] public partial record E(int X); [CellMessage] public partial record M(List<E?> X);", "[CellMessage] public partial record E(int X); [CellMessage] public partial record M(List<E> X);" },
        { "CELL0006", "[CellMessage] public partial record M(List<(int, int)?> X);", "[CellMessage] public partial record M(List<(int, int)> X);" },
        { "CELL0045", "[CellContract(\"c\")] public interface IC { IAsyncEnumerable<int> A(); }", "[CellMessage] public partial record N(int X); [CellContract(\"c\")] public interface IC { IAsyncEnumerable<N> A(); }" },
        { "CELL0045", "[CellMessage] public partial record N(int X); [CellContract(\"c\")] public interface IC { ValueTask A(IAsyncEnumerable<N?> x); }", "[CellMessage] public partial record N(int X); [CellContract(\"c\")] public interface IC { ValueTask A(IAsyncEnumerable<N> x); }" },
        { "CELL0045", "[CellMessage] public partial record N(int X); [CellContract(\"c\")] public interface IC { ValueTask A(N.View n, IAsyncEnumerable<N> x); }", "[CellMessage] public partial record N(int X); [CellContract(\"c\")] public interface IC { ValueTask A(N n, IAsyncEnumerable<N> x); }" },
        { "CELL0045", "[CellMessage] public partial record N(int X); [CellContract(\"c\")] public interface IC { ValueTask<Image<N>> A(IAsyncEnumerable<N> x); }", "[CellMessage] public partial record N(int X); [CellContract(\"c\")] public interface IC { ValueTask<N> A(IAsyncEnumerable<N> x); }" },
        { "CELL0046", "[CellMessage] public partial record N(int X); [CellContract(\"c\")] public interface IC { [Idempotent] IAsyncEnumerable<N> A(); }", "[CellMessage] public partial record N(int X); [CellContract(\"c\")] public interface IC { [Idempotent] ValueTask<N> A(); }" },
        { "CELL0046", "[CellContract(\"c\")] public interface IC { [Idempotent] ValueTask A(System.IO.Pipelines.IDuplexPipe pipe); }", "[CellContract(\"c\")] public interface IC { ValueTask A(System.IO.Pipelines.IDuplexPipe pipe); }" },
        { "CELL0040", "public record F(int X); [CellContract(\"c\")] public interface IC { [Fault<F>] ValueTask A(); }", "[CellMessage] public partial record F(int X); [CellContract(\"c\")] public interface IC { [Fault<F>] ValueTask A(); }" },
        { "CELL0040", "[CellMessage] public partial record F(int X); [CellContract(\"c\")] public interface IC { [Fault<F>] [Fault<F>] ValueTask A(); }", "[CellMessage] public partial record F(int X); [CellMessage] public partial record G(int X); [CellContract(\"c\")] public interface IC { [Fault<F>] [Fault<G>] ValueTask A(); }" },
        { "CELL0026", "[CellMessage] public partial record M(Dictionary<double, int> X);", "[CellMessage] public partial record M(Dictionary<decimal, int> X);" },
        { "CELL0026", "[CellMessage] public partial record M(HashSet<float> X);", "[CellMessage] public partial record M(HashSet<int> X);" },
        { "CELL0026", "[CellMessage] public partial record M(HashSet<string?> X);", "[CellMessage] public partial record M(HashSet<string> X);" },
        { "CELL0026", "[CellMessage] public partial record M(HashSet<int?> X);", "[CellMessage] public partial record M(HashSet<int> X);" },
        { "CELL0026", "[CellMessage] public partial record M(Dictionary<byte[], int> X);", "[CellMessage] public partial record M(Dictionary<Guid, int> X);" },
        { "CELL0026", "[CellMessage] public partial record M(Dictionary<SharedBytes, int> X);", "[CellMessage] public partial record M(Dictionary<Guid, int> X);" },
        { "CELL0026", "[CellMessage] public partial record K(int X); [CellMessage] public partial record M(IReadOnlyDictionary<K, int> X);", "[CellMessage] public partial record M(IReadOnlyDictionary<int, int> X);" },
        { "CELL0026", "[CellMessage] public partial record M(HashSet<(int, int)> X);", "[CellMessage] public partial record M(List<(int, int)> X);" },
        { "CELL0027", "[CellMessage(Layout = MessageLayout.Fixed)] public partial record P(int X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0027", "[CellMessage(Layout = MessageLayout.Fixed)] public partial record struct P(int X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0027", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P;", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0027", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(bool X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(byte X);" },
        { "CELL0027", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int? X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0027", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(string X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0027", "public enum E { A } [CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(E X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0027", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(decimal X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(Int128 X);" },
        { "CELL0027", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(byte X, int Y);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(byte X, byte Padding, ushort Padding2, int Y);" },
        { "CELL0027", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X, byte Y);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X, byte Y, byte Padding, ushort Padding2);" },
        { "CELL0027", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(long X, Int128 Y);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(long X, ulong Padding, Int128 Y);" },
        { "CELL0027", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X) { private readonly int _y = 1; public int Z => _y; }", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X) { public int Z => 1; }" },
        { "CELL0027", "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential)] [CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0027", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X); public readonly partial record struct P { public int Y { get; init; } }", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X) { public int Y { get; init; } }" },
        { "CELL0027", "[CellMessage] public readonly partial record struct Q(int X); [CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(Q X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct Q(int X); [CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(Q X);" },
        { "CELL0007", "[CellMessage] public partial record M(int FooBar, int Foo_Bar);", "[CellMessage] public partial record M(int FooBar, int FooBaz);" },
        { "CELL0008", "[CellMessage] public partial record M(int View);", "[CellMessage] public partial record M(int Sight);" },
        { "CELL0008", "[CellMessage] public partial record M(int X) { public int Builder => 1; }", "[CellMessage] public partial record M(int X) { public int Maker => 1; }" },
        { "CELL0008", "[CellContract(\"c\")] public interface IC { ValueTask RentAsync(); }", "[CellContract(\"c\")] public interface IC { ValueTask LeaseAsync(); }" },
        { "CELL0009", "[CellMessage] public partial record M { public int X; }", "[CellMessage] public partial record M { public int X { get; init; } }" },
        { "CELL0010", "[CellMessage] public partial record M { public M(string other) { X = other.Length; } public int X { get; init; } }", "[CellMessage] public partial record M { public int X { get; init; } }" },
        { "CELL0011", "[CellMessage] public partial record M { public int X { get; init; } = 5; }", "[CellMessage] public partial record M(int X = 5);" },
        { "CELL0011", "[CellMessage] public partial record M { public string X { get; init; } = \"x\"; }", "[CellMessage] public partial record M { public string X { get; init; } = \"\"; }" },
        { "CELL0012", "[CellContract(\"Orders\")] public interface IC { ValueTask A(); }", "[CellContract(\"orders\")] public interface IC { ValueTask A(); }" },
        { "CELL0013", "[CellContract(\"c\")] public interface IC<T> { ValueTask A(); }", "[CellContract(\"c\")] public interface IC { ValueTask A(); }" },
        { "CELL0013", "public interface IB; [CellContract(\"c\")] public interface IC : IB { ValueTask A(); }", "[CellContract(\"c\")] public interface IC { ValueTask A(); }" },
        { "CELL0013", "[CellContract(\"c\")] public interface IC { int P { get; } }", "[CellContract(\"c\")] public interface IC { ValueTask<int> GetP(); }" },
        { "CELL0013", "[CellContract(\"c\")] public interface IC { ValueTask A<T>(); }", "[CellContract(\"c\")] public interface IC { ValueTask A(); }" },
        { "CELL0013", "public static class O { [CellContract(\"c\")] public interface IC { ValueTask A(); } }", "[CellContract(\"c\")] public interface IC { ValueTask A(); }" },
        { "CELL0014", "[CellContract(\"c\")] public interface IC { Task<int> A(); }", "[CellContract(\"c\")] public interface IC { ValueTask<int> A(); }" },
        { "CELL0014", "[CellContract(\"c\")] public interface IC { void A(); }", "[CellContract(\"c\")] public interface IC { ValueTask A(); }" },
        { "CELL0015", "[CellContract(\"c\")] public interface IC { ValueTask A(); ValueTask AAsync(); }", "[CellContract(\"c\")] public interface IC { ValueTask A(); ValueTask BAsync(); }" },
        { "CELL0015", "[CellContract(\"c\")] public interface IC { ValueTask A(); ValueTask A(int x); }", "[CellContract(\"c\")] public interface IC { ValueTask A(int? x); }" },
        { "CELL0016", "[CellContract(\"c\")] public interface IC { ValueTask A(ref int x); }", "[CellContract(\"c\")] public interface IC { ValueTask A(int x); }" },
        { "CELL0016", "[CellContract(\"c\")] public interface IC { ValueTask A(CancellationToken t, int x); }", "[CellContract(\"c\")] public interface IC { ValueTask A(int x, CancellationToken t); }" },
        { "CELL0016", "[CellMessage] public partial record M(int X); [CellContract(\"c\")] public interface IC { ValueTask A(Image<M> m, int x); }", "[CellMessage] public partial record M(int X); [CellContract(\"c\")] public interface IC { ValueTask A(M m, int x); }" },
        { "CELL0017", "namespace A { [CellMessage] public partial record M(int X); } namespace B { [CellMessage] public partial record M(int X); [CellContract(\"c\")] public interface IC { ValueTask A(A.M a, M b); } }", "namespace A { [CellMessage] public partial record M(int X); [CellContract(\"c\")] public interface IC { ValueTask A(M a, M b); } }" },
        { "CELL0019", "public partial class C { [CellMessage] private partial record M(int X); }", "public partial class C { [CellMessage] internal partial record M(int X); }" },
        { "CELL0019", "[CellMessage] file partial record M(int X);", "[CellMessage] internal partial record M(DateTime At);" },
        { "CELL0032", "[CellContract(\"c\")] public interface IC { ValueTask A(); } [CellContract(\"c\")] public interface ID { ValueTask A(); }", "[CellContract(\"c\")] public interface IC { ValueTask A(); } [CellContract(\"d\")] public interface ID { ValueTask A(); }" },
        { "CELL0018", "public partial record P(int X); [CellMessage] public partial record M(P X);", "[CellMessage] public partial record P(int X); [CellMessage] public partial record M(P X);" },
        { "CELL0008", "public enum UCase { X } [CellMessage] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; }", "public enum Other { X } [CellMessage] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; }" },
        { "CELL0020", "[CellMessage] public abstract partial record U;", "[CellMessage] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; }" },
        { "CELL0020", "[CellMessage(Open = true)] public abstract partial record U { public sealed record Unknown(uint Tag) : U; }", "[CellMessage(Open = true)] public abstract partial record U { public sealed record Unknown(uint Tag) : U; [CellMessage] public sealed partial record A(int X) : U; }" },
        { "CELL0021", "[CellMessage] public abstract partial record U { public string Name { get; init; } = \"\"; [CellMessage] public sealed partial record A(int X) : U; }", "[CellMessage] public abstract partial record U { public abstract string Name { get; } [CellMessage] public sealed partial record A(int X) : U { public override string Name => \"a\"; } }" },
        { "CELL0021", "[CellMessage] public abstract partial record U(int Id) { [CellMessage] public sealed partial record A(int X) : U(X); }", "[CellMessage] public abstract partial record U { [CellMessage] public sealed partial record A(int Id, int X) : U; }" },
        { "CELL0022", "[CellMessage] public abstract partial record U { [CellMessage] public partial record A(int X) : U; }", "[CellMessage] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; }" },
        { "CELL0022", "[CellMessage] public abstract partial record U { public sealed record A(int X) : U; [CellMessage] public sealed partial record B : U; }", "[CellMessage] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; [CellMessage] public sealed partial record B : U; }" },
        { "CELL0022", "[CellMessage] public abstract partial record U { [CellMessage] internal sealed partial record A(int X) : U; }", "[CellMessage] internal abstract partial record U { [CellMessage] internal sealed partial record A(int X) : U; }" },
        { "CELL0023", "namespace N { [CellMessage] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; } } namespace O { [CellMessage] public sealed partial record B(int X) : N.U; }", "namespace N { [CellMessage] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; } [CellMessage] public sealed partial record B(int X) : N.U; }" },
        { "CELL0024", "[CellMessage] public abstract partial record U { [CellMessage, CellCase(1)] public sealed partial record A : U; [CellMessage, CellCase(1)] public sealed partial record B : U; }", "[CellMessage] public abstract partial record U { [CellMessage, CellCase(1)] public sealed partial record A : U; [CellMessage, CellCase(2)] public sealed partial record B : U; }" },
        { "CELL0024", "[CellMessage] public abstract partial record U { [CellMessage, CellCase(1)] public sealed partial record A : U; [CellMessage] public sealed partial record B : U; }", "[CellMessage] public abstract partial record U { [CellMessage] public sealed partial record A : U; [CellMessage] public sealed partial record B : U; }" },
        { "CELL0024", "[CellMessage] public abstract partial record U { [CellMessage, CellCase(0)] public sealed partial record A : U; }", "[CellMessage] public abstract partial record U { [CellMessage, CellCase(65535)] public sealed partial record A : U; }" },
        { "CELL0024", "[CellMessage, CellCase(1)] public partial record M;", "[CellMessage] public partial record M;" },
        { "CELL0025", "[CellMessage(Open = true)] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; }", "[CellMessage(Open = true)] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; public sealed record Unknown(uint Tag) : U; }" },
        { "CELL0025", "[CellMessage(Open = true)] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; public sealed record Unknown(int Tag) : U; }", "[CellMessage(Open = true)] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; public sealed record Unknown(uint Tag) : U; }" },
        { "CELL0025", "[CellMessage(Open = true)] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; [CellMessage] public sealed partial record Unknown(uint Tag) : U; }", "[CellMessage] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; [CellMessage] public sealed partial record Unknown(uint Tag) : U; }" },
        { "CELL0025", "[CellMessage] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; public sealed record Unknown(uint Tag) : U; }", "[CellMessage(Open = true)] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; public sealed record Unknown(uint Tag) : U; }" },
        { "CELL0025", "[CellMessage(Open = true)] public partial record M(int X);", "[CellMessage] public partial record M(int X);" },
    };

    private const string Snapshot = "{\"format\":1,\"namespace\":\"Remote\",\"contract\":{\"contract\":\"c\",\"methods\":[{\"name\":\"A\",\"request\":\"M\",\"response\":null}],\"types\":[{\"name\":\"M\",\"members\":[]}]}}";

    /// <summary>Those of snapshots: source and snapshot that violate it, and both put right.</summary>
    public static TheoryData<string, string, string, string, string> SnapshotSamples => new()
    {
        { "CELL0030", "", Snapshot[..^1], "", Snapshot },
        { "CELL0030", "", Snapshot.Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal), "", Snapshot },
        { "CELL0031", "namespace Remote; public class M;", Snapshot, "namespace Local; public class M;", Snapshot },
        { "CELL0032", "[CellContract(\"c\")] public interface ID { ValueTask A(); }", Snapshot, "[CellContract(\"d\")] public interface ID { ValueTask A(); }", Snapshot },
    };

    [Theory]
    [MemberData(nameof(SnapshotSamples))]
    public void Each_mistake_with_a_snapshot_is_reported_at_its_file_and_what_is_right_compiles(string id, string wrongSource, string wrongFile, string rightSource, string rightFile)
    {
        Diagnostic diagnostic = Assert.Single(SnapshotSample.Diagnose(wrongSource, new SampleFile("c.cell.json", wrongFile)).Reported);
        Assert.Equal((id, "c.cell.json"), (diagnostic.Id, diagnostic.Location.GetLineSpan().Path));
        Assert.DoesNotContain("{", diagnostic.GetMessage(), StringComparison.Ordinal);

        (ImmutableArray<Diagnostic> reported, ImmutableArray<Diagnostic> compiled, _) = SnapshotSample.Diagnose(rightSource, new SampleFile("c.cell.json", rightFile));
        Assert.Empty(reported);
        Assert.Empty(compiled);
    }

    /// <summary>Those of locks: the contract when it was accepted, an edit that violates it, and one that does not.</summary>
    public static TheoryData<string, string, string, string> LockSamples => new()
    {
        { "CELL0035", "[CellContract(\"c\")] public interface IC { ValueTask A(int x); }", "[CellContract(\"c\")] public interface IC { ValueTask A(long x); }", "[CellContract(\"c\")] public interface IC { ValueTask A(int x, long? wide = null); }" },
        { "CELL0036", "[CellContract(\"c\")] public interface IC { ValueTask A(int x); }", "[CellContract(\"c\")] public interface IC { ValueTask A(int x, int y); }", "[CellContract(\"c\")] public interface IC { ValueTask A(int x, int y = 0); }" },
    };

    [Theory]
    [MemberData(nameof(LockSamples))]
    public async Task Each_edit_against_a_lock_is_reported_and_what_is_right_compiles(string id, string accepted, string wrong, string right)
    {
        Diagnostic diagnostic = Assert.Single(await LockSample.DiagnoseEditAsync(accepted, wrong));
        Assert.Equal((id, "Source0.cs"), (diagnostic.Id, diagnostic.Location.GetLineSpan().Path));
        Assert.DoesNotContain("{", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(await LockSample.DiagnoseEditAsync(accepted, right));
    }

    [Fact]
    public async Task A_lock_that_cannot_be_read_is_reported_and_one_that_can_is_not()
    {
        const string Contract = "[CellContract(\"c\")] public interface IC { ValueTask A(int x); }";
        string contracts = LockSample.Lock(Contract);
        Assert.Equal("CELL0034", Assert.Single(await LockSample.DiagnoseAsync(Contract, contracts[..^1])).Id);
        Assert.Empty(await LockSample.DiagnoseAsync(Contract, contracts));
    }

    [Fact]
    public void A_call_that_does_not_fit_is_reported_and_one_that_does_is_not()
    {
        const string Caller = "public static class Caller { public static void Call(Remote.CClient client) => client.A(VALUE); }";
        string replaced = Snapshot.Replace("\"members\":[]", "\"members\":[{\"name\":\"x\",\"tag\":0,\"type\":\"int\"}]", StringComparison.Ordinal);
        string now = replaced.Replace("\"int\"", "\"long\"", StringComparison.Ordinal);
        string schema = replaced[(replaced.IndexOf("\"contract\":", StringComparison.Ordinal) + 11)..^1];
        string source = Caller.Replace("VALUE", "new Remote.M(1)", StringComparison.Ordinal);
        Assert.Equal("CELL0033", Assert.Single(SnapshotSample.Diagnose(source, new SampleFile("c.cell.json", $"{now[..^1]},\"replaced\":{schema}}}")).Compiled).Id);
        Assert.Empty(SnapshotSample.Diagnose(source, new SampleFile("c.cell.json", now)).Compiled);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Each_mistake_is_reported_and_what_is_right_compiles(string id, string wrong, string right)
    {
        ImmutableArray<Diagnostic> reported = Harness.Diagnose(wrong).Reported;
        Diagnostic diagnostic = Assert.Single(reported);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal("Source0.cs", diagnostic.Location.GetLineSpan().Path);
        Assert.DoesNotContain("{", diagnostic.GetMessage(), StringComparison.Ordinal);

        (reported, ImmutableArray<Diagnostic> compiled) = Harness.Diagnose(right);
        Assert.Empty(reported);
        Assert.Empty(compiled);
    }

    [Fact]
    public void Cases_in_several_files_need_tags()
    {
        const string Union = "[CellMessage] public abstract partial record U { [CellMessage{0}] public sealed partial record A : U; }";
        const string Beside = "[CellMessage{0}] public sealed partial record B : U;";
        Diagnostic diagnostic = Assert.Single(Harness.Diagnose([Union.Replace("{0}", "", StringComparison.Ordinal), Beside.Replace("{0}", "", StringComparison.Ordinal)]).Reported);
        Assert.Equal("CELL0024", diagnostic.Id);
        (ImmutableArray<Diagnostic> reported, ImmutableArray<Diagnostic> compiled) =
            Harness.Diagnose([Union.Replace("{0}", ", CellCase(2)", StringComparison.Ordinal), Beside.Replace("{0}", ", CellCase(1)", StringComparison.Ordinal)]);
        Assert.Empty(reported);
        Assert.Empty(compiled);
    }

    [Fact]
    public void A_case_in_another_assembly_is_refused()
    {
        MetadataReference union = Harness.CompileToReference("[CellMessage] public abstract partial record U { [CellMessage] public sealed partial record A(int X) : U; }");
        Diagnostic diagnostic = Assert.Single(Harness.Diagnose("[CellMessage] public sealed partial record B(int X) : U;", union).Reported);
        Assert.Equal("CELL0023", diagnostic.Id);
    }

    [Fact]
    public void Each_diagnostic_has_a_sample_and_a_page()
    {
        var sampled = Samples.Concat(SnapshotSamples).Concat(LockSamples).Select(static sample => (string)((object[])sample)[0])
            .Concat(["CELL0033", "CELL0034"]).ToHashSet(StringComparer.Ordinal);
        foreach (DiagnosticDescriptor descriptor in Diagnostics.Descriptors.All)
        {
            Assert.True(sampled.Contains(descriptor.Id), descriptor.Id);
            string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Diagnostics", "Pages", descriptor.Id + ".md"));
            Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}", page, StringComparison.Ordinal);
            Assert.Equal($"docs/diagnostics/{descriptor.Id}.md", descriptor.HelpLinkUri);
        }
    }

    [Fact]
    public void Each_id_is_given_once_and_in_order()
    {
        string[] ids = [.. Diagnostics.Descriptors.All.Select(static descriptor => descriptor.Id)];
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.All(ids, static id => Assert.Matches("^CELL[0-9]{4}$", id));
    }

    [Theory]
    [InlineData("byte A, int B", "there would be 3 bytes of padding before 'B'; declare 'byte Padding' and 'ushort Padding2' before it, or larger members first")]
    [InlineData("uint A, long B", "there would be 4 bytes of padding before 'B'; declare 'uint Padding' before it, or larger members first")]
    [InlineData("long A, ushort B", "there would be 6 bytes of padding after 'B'; declare 'ushort Padding' and 'uint Padding2' after it")]
    [InlineData("ushort A, Int128 B", "there would be 14 bytes of padding before 'B'; declare 'ushort Padding' and 'uint Padding2' and 'ulong Padding3' before it, or larger members first")]
    [InlineData("bool A", "'A' is a 'bool'; not every bit pattern is a bool; use byte")]
    public void What_keeps_a_message_from_a_fixed_layout_is_said_with_the_remedy(string members, string reason)
    {
        string message = Harness.Diagnose($"[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P({members});").Reported.Single().GetMessage();
        Assert.Equal($"'P' cannot have a fixed layout because {reason}", message);
    }

    [Fact]
    public void Messages_name_the_member_and_the_remedy()
    {
        string message = Harness.Diagnose("[CellMessage] public partial record M(SortedDictionary<string, int> Prices);").Reported.Single().GetMessage();
        Assert.Equal(
            "'Prices' has the type 'System.Collections.Generic.SortedDictionary<string, int>', which cannot be in a message: use Dictionary<TKey, TValue> or IReadOnlyDictionary<TKey, TValue>",
            message);
    }
}
