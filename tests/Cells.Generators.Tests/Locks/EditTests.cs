using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Tests.Locks;

/// <summary>The table of edits of <c>docs/evolution.md</c>: what the compiler says of each, and where.</summary>
public class EditTests
{
    private const string Breaking = "CELL0035";
    private const string OneWay = "CELL0036";

    public static TheoryData<string, string, string, string?, string?> Edits => new()
    {
        { "nothing", "[CellMessage] public partial record M(int A);", "[CellMessage] public partial record M(int A);", null, null },
        { "append with a default", "[CellMessage] public partial record M(int A);", "[CellMessage] public partial record M(int A, int B = 5);", null, null },
        { "append nullable", "[CellMessage] public partial record M(int A);", "[CellMessage] public partial record M(int A) { public string? B { get; init; } }", null, null },
        { "append without a default", "[CellMessage] public partial record M(int A);", "[CellMessage] public partial record M(int A, int B);", Breaking, "B" },
        { "insert", "[CellMessage] public partial record M(int A);", "[CellMessage] public partial record M(int B, int A);", Breaking, "B" },
        { "reorder", "[CellMessage] public partial record M(int A, int B);", "[CellMessage] public partial record M(int B, int A);", Breaking, "B" },
        { "rename", "[CellMessage] public partial record M(int A);", "[CellMessage] public partial record M(int C);", Breaking, "C" },
        { "remove the last with a default", "[CellMessage] public partial record M(int A, int B = 5);", "[CellMessage] public partial record M(int A);", null, null },
        { "remove the last without a default", "[CellMessage] public partial record M(int A, int B);", "[CellMessage] public partial record M(int A);", Breaking, "M" },
        { "remove another", "[CellMessage] public partial record M(int A, int B);", "[CellMessage] public partial record M(int B);", Breaking, "M" },
        { "widen", "[CellMessage] public partial record M(uint A);", "[CellMessage] public partial record M(ulong A);", Breaking, "A" },
        { "nullability of what stands inline", "[CellMessage] public partial record M(int A);", "[CellMessage] public partial record M(int? A);", Breaking, "A" },
        { "nullability of a reference", "[CellMessage] public partial record M(string A);", "[CellMessage] public partial record M(string? A);", Breaking, "A" },
        { "default", "[CellMessage] public partial record M(int A = 1);", "[CellMessage] public partial record M(int A = 2);", Breaking, "A" },
        { "enum value", "public enum E { X } [CellMessage] public partial record M(E A);", "public enum E { X, Y } [CellMessage] public partial record M(E A);", Breaking, "Y" },
        { "value of an open enum", "[CellEnum(Open = true)] public enum E { X } [CellMessage] public partial record M(E A);", "[CellEnum(Open = true)] public enum E { X, Y } [CellMessage] public partial record M(E A);", null, null },
        { "enum value removed", "public enum E { X, Y } [CellMessage] public partial record M(E A);", "public enum E { X } [CellMessage] public partial record M(E A);", Breaking, "E" },
        { "enum value renumbered", "public enum E { X } [CellMessage] public partial record M(E A);", "public enum E { X = 4 } [CellMessage] public partial record M(E A);", Breaking, "X" },
        { "enum opened", "public enum E { X } [CellMessage] public partial record M(E A);", "[CellEnum(Open = true)] public enum E { X } [CellMessage] public partial record M(E A);", null, null },
        { "enum closed", "[CellEnum(Open = true)] public enum E { X } [CellMessage] public partial record M(E A);", "public enum E { X } [CellMessage] public partial record M(E A);", null, null },
        { "enum value renamed", "public enum E { X } [CellMessage] public partial record M(E A);", "public enum E { Z } [CellMessage] public partial record M(E A);", Breaking, "Z" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task Of_a_message_that_goes_both_ways(string edit, string before, string after, string? id, string? at) =>
        await CheckAsync(edit, LockSample.Passing(before), LockSample.Passing(after), id, at);

    public static TheoryData<string, string, string, string?, string?> MethodEdits => new()
    {
        { "add", "ValueTask A();", "ValueTask A(); ValueTask B();", null, null },
        { "reorder", "ValueTask A(); ValueTask B();", "ValueTask B(); ValueTask A();", null, null },
        { "remove", "ValueTask A(); ValueTask B();", "ValueTask A();", Breaking, "IC" },
        { "rename", "ValueTask A();", "ValueTask B();", Breaking, "B" },
        { "parameter with a default", "ValueTask A(int x);", "ValueTask A(int x, int y = 1);", null, null },
        { "parameter without a default", "ValueTask A(int x);", "ValueTask A(int x, int y);", OneWay, "y" },
        { "parameter inserted", "ValueTask A(int x);", "ValueTask A(int y, int x);", Breaking, "y" },
        { "parameter nullable", "ValueTask A(string x);", "ValueTask A(string? x);", OneWay, "x" },
        { "a stream in place of a result", "ValueTask<F> A();", "IAsyncEnumerable<F> A();", Breaking, "A" },
        { "a result in place of a stream", "IAsyncEnumerable<F> A();", "ValueTask<F> A();", Breaking, "A" },
        { "stream added", "ValueTask A(int x);", "ValueTask A(int x, IAsyncEnumerable<F> y);", Breaking, "A" },
        { "stream removed", "ValueTask A(IAsyncEnumerable<F> x, IAsyncEnumerable<F> y);", "ValueTask A(IAsyncEnumerable<F> x);", Breaking, "A" },
        { "stream renamed", "ValueTask A(IAsyncEnumerable<F> x);", "ValueTask A(IAsyncEnumerable<F> y);", Breaking, "A" },
        { "streams reordered", "ValueTask A(IAsyncEnumerable<F> x, IAsyncEnumerable<F> y);", "ValueTask A(IAsyncEnumerable<F> y, IAsyncEnumerable<F> x);", Breaking, "A" },
        { "a stream among the parameters moved", "ValueTask A(IAsyncEnumerable<F> x, int y);", "ValueTask A(int y, IAsyncEnumerable<F> x);", null, null },
        { "fault added", "ValueTask A(F x);", "[Fault<F>] ValueTask A(F x);", null, null },
        { "idempotent now", "ValueTask A(F x);", "[Idempotent] ValueTask A(F x);", null, null },
        { "idempotent no more", "[Idempotent] ValueTask A(F x);", "ValueTask A(F x);", null, null },
        { "fault removed", "[Fault<F>] ValueTask A(F x);", "ValueTask A(F x);", null, null },
        { "result", "ValueTask<int> A();", "ValueTask<long> A();", Breaking, "A" },
        { "result where there was none", "ValueTask A();", "ValueTask<int> A();", Breaking, "A" },
    };

    [Theory]
    [MemberData(nameof(MethodEdits))]
    public async Task Of_a_contract(string edit, string before, string after, string? id, string? at) =>
        await CheckAsync(edit, Contract(before), Contract(after), id, at);

    [Theory]
    [InlineData("IAsyncEnumerable<F> A();", OneWay)]
    [InlineData("ValueTask A(IAsyncEnumerable<F> x);", OneWay)]
    [InlineData("IAsyncEnumerable<F> A(IAsyncEnumerable<F> x);", Breaking)]
    public async Task Of_a_streams_items(string method, string id) =>
        await CheckAsync("append a member that must be there", Contract(method), Contract(method).Replace("F(int X)", "F(int X, int Y)", StringComparison.Ordinal), id, "Y");

    [Fact]
    public async Task Of_a_fault()
    {
        const string Method = "[Fault<F>] ValueTask A();";
        await CheckAsync("widen a fault's member", Contract(Method), Contract(Method).Replace("F(int X)", "F(long X)", StringComparison.Ordinal), Breaking, "X");
    }

    private static string Contract(string methods) => $"[CellMessage] public partial record F(int X); [CellContract(\"c\")] public interface IC {{ {methods} }}";

    public static TheoryData<string, string, string, string> CaseEdits => new()
    {
        { "add", "", "[CellMessage] public sealed partial record Two(int B) : S;", "Two" },
        { "remove", "[CellMessage] public sealed partial record Two(int B) : S;", "", "S" },
        { "rename", "[CellMessage] public sealed partial record Two(int B) : S;", "[CellMessage] public sealed partial record Three(int B) : S;", "Three" },
    };

    [Theory]
    [MemberData(nameof(CaseEdits))]
    public async Task Of_a_union(string edit, string before, string after, string at)
    {
        const string Union = "[CellMessage] public abstract partial record S; [CellMessage] public sealed partial record One(int A) : S; ";
        const string Message = " [CellMessage] public partial record M(S A);";
        await CheckAsync(edit, LockSample.Passing(Union + before + Message), LockSample.Passing(Union + after + Message), Breaking, at);
    }

    [Fact]
    public async Task Of_a_cases_tag()
    {
        const string Union = "[CellMessage] public abstract partial record S; [CellMessage, CellCase(7)] public sealed partial record One(int A) : S; [CellMessage] public partial record M(S A);";
        await CheckAsync("give another tag", LockSample.Passing(Union), LockSample.Passing(Union.Replace("CellCase(7)", "CellCase(8)", StringComparison.Ordinal)), Breaking, "One");
    }

    private const string FirstCase = " [CellMessage] public sealed partial record One(int A) : S; ";
    private const string OpenUnion = "[CellMessage(Open = true)] public abstract partial record S { public sealed record Unknown(uint Tag) : S; }" + FirstCase;
    private const string ClosedUnion = "[CellMessage] public abstract partial record S;" + FirstCase;
    private const string SecondCase = "[CellMessage] public sealed partial record Two(int B) : S;";

    [Theory]
    [InlineData("add a case to an open union", OpenUnion, OpenUnion + SecondCase)]
    [InlineData("remove a case of an open union", OpenUnion + SecondCase, OpenUnion)]
    [InlineData("open a union", ClosedUnion, OpenUnion)]
    [InlineData("close a union", OpenUnion, ClosedUnion)]
    public async Task Of_a_unions_openness(string edit, string before, string after)
    {
        const string Message = " [CellMessage] public partial record M(S A);";
        await CheckAsync(edit, LockSample.Passing(before + Message), LockSample.Passing(after + Message), id: null, at: null);
    }

    private static async Task CheckAsync(string edit, string before, string after, string? id, string? at)
    {
        ImmutableArray<Diagnostic> found = await LockSample.DiagnoseEditAsync(before, after);
        if (id is null)
        {
            Assert.True(found.IsEmpty, $"{edit}: {string.Join('\n', found)}");
            Assert.NotEmpty(await LockSample.DiagnoseEditAsync("[CellContract(\"c\")] public interface IC { ValueTask Gone(); }", after));
            return;
        }

        Assert.True(found.Length > 0, edit);
        Assert.All(found, diagnostic => Assert.Equal(id, diagnostic.Id));
        if (at is not null)
            Assert.Contains(at, found.Select(static diagnostic => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)));
    }
}
