using System.Collections.Immutable;
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
        { "CELL0004", "[CellMessage] public abstract partial record M;", "[CellMessage] public sealed partial record M;" },
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
        { "CELL0005", "[CellMessage] public partial record M(IEnumerable<int> X);", "[CellMessage] public partial record M(IReadOnlyList<int> X);" },
        { "CELL0006", "[CellMessage] public partial record E(int X); [CellMessage] public partial record M(List<E?> X);", "[CellMessage] public partial record E(int X); [CellMessage] public partial record M(List<E> X);" },
        { "CELL0006", "[CellMessage] public partial record M(List<(int, int)?> X);", "[CellMessage] public partial record M(List<(int, int)> X);" },
        { "CELL0020", "[CellMessage] public partial record M(Dictionary<double, int> X);", "[CellMessage] public partial record M(Dictionary<decimal, int> X);" },
        { "CELL0020", "[CellMessage] public partial record M(HashSet<float> X);", "[CellMessage] public partial record M(HashSet<int> X);" },
        { "CELL0020", "[CellMessage] public partial record M(HashSet<string?> X);", "[CellMessage] public partial record M(HashSet<string> X);" },
        { "CELL0020", "[CellMessage] public partial record M(HashSet<int?> X);", "[CellMessage] public partial record M(HashSet<int> X);" },
        { "CELL0020", "[CellMessage] public partial record M(Dictionary<byte[], int> X);", "[CellMessage] public partial record M(Dictionary<Guid, int> X);" },
        { "CELL0020", "[CellMessage] public partial record K(int X); [CellMessage] public partial record M(IReadOnlyDictionary<K, int> X);", "[CellMessage] public partial record M(IReadOnlyDictionary<int, int> X);" },
        { "CELL0020", "[CellMessage] public partial record M(HashSet<(int, int)> X);", "[CellMessage] public partial record M(List<(int, int)> X);" },
        { "CELL0021", "[CellMessage(Layout = MessageLayout.Fixed)] public partial record P(int X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0021", "[CellMessage(Layout = MessageLayout.Fixed)] public partial record struct P(int X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0021", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P;", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0021", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(bool X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(byte X);" },
        { "CELL0021", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int? X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0021", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(string X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0021", "public enum E { A } [CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(E X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0021", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(decimal X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(Int128 X);" },
        { "CELL0021", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(byte X, int Y);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(byte X, byte Padding, ushort Padding2, int Y);" },
        { "CELL0021", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X, byte Y);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X, byte Y, byte Padding, ushort Padding2);" },
        { "CELL0021", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(long X, Int128 Y);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(long X, ulong Padding, Int128 Y);" },
        { "CELL0021", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X) { private readonly int _y = 1; public int Z => _y; }", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X) { public int Z => 1; }" },
        { "CELL0021", "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential)] [CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X);" },
        { "CELL0021", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X); public readonly partial record struct P { public int Y { get; init; } }", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(int X) { public int Y { get; init; } }" },
        { "CELL0021", "[CellMessage] public readonly partial record struct Q(int X); [CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(Q X);", "[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct Q(int X); [CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(Q X);" },
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
        { "CELL0018", "public partial record P(int X); [CellMessage] public partial record M(P X);", "[CellMessage] public partial record P(int X); [CellMessage] public partial record M(P X);" },
    };

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
    public void Each_diagnostic_has_a_sample_and_a_page()
    {
        var sampled = Samples.Select(static sample => (string)((object[])sample)[0]).ToHashSet(StringComparer.Ordinal);
        foreach (DiagnosticDescriptor descriptor in Diagnostics.Descriptors.All)
        {
            Assert.True(sampled.Contains(descriptor.Id), descriptor.Id);
            string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Diagnostics", "Pages", descriptor.Id + ".md"));
            Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}", page, StringComparison.Ordinal);
            Assert.Equal($"docs/diagnostics/{descriptor.Id}.md", descriptor.HelpLinkUri);
        }
    }

    [Fact]
    public void Ids_follow_one_another() => Assert.All(
        Diagnostics.Descriptors.All.Index(),
        static item => Assert.Equal($"CELL{item.Index + 1:D4}", item.Item.Id));

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
