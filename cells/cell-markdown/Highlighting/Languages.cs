namespace Dodeca.Markdown.Highlighting;

/// <summary>The languages that are written in words, texts and comments.</summary>
internal static class Languages
{
    private static readonly TextForm[] Quotes = [new("\"", "\""), new("'", "'")];

    internal static Language CSharp { get; } = new()
    {
        Keywords = Language.Words("abstract add alias and as ascending async await base break case catch checked class const continue default delegate descending do else enum equals event explicit extension extern file finally fixed for foreach from get global goto group if implicit in init interface internal into is join let lock managed nameof namespace new not notnull on operator or orderby out override params partial private protected public readonly record ref remove required return scoped sealed select set sizeof stackalloc static struct switch this throw try typeof unchecked unmanaged unsafe using value var virtual volatile when where while with yield"),
        Literals = Language.Words("true false null"),
        Types = Language.Words("bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint ulong ushort void"),
        LineComments = ["//"],
        BlockComment = ("/*", "*/"),
        Texts = [new("\"\"\"", "\"\"\"", null, true), new("$\"\"\"", "\"\"\"", null, true), new("$@\"", "\"", null, true), new("@$\"", "\"", null, true), new("@\"", "\"", null, true), new("$\"", "\""), .. Quotes],
        CapitalsAreTypes = true,
        DirectiveSign = '#',
    };

    internal static Language Rust { get; } = new()
    {
        Keywords = Language.Words("as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait type union unsafe use where while yield macro_rules"),
        Literals = Language.Words("true false None Some Ok Err"),
        Types = Language.Words("bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize"),
        LineComments = ["//"],
        BlockComment = ("/*", "*/"),
        Texts = [new("r##\"", "\"##", null, true), new("r#\"", "\"#", null, true), new("r\"", "\"", null, true), new("b\"", "\""), new("\"", "\"", '\\', true), new("'", "'")],
        CapitalsAreTypes = true,
        HasLifetimes = true,
        MetaSign = "#[",
    };

    internal static Language JavaScript { get; } = new()
    {
        Keywords = Language.Words("abstract as async await break case catch class const continue debugger declare default delete do else enum export extends finally for from function get if implements import in infer instanceof interface is keyof let namespace new of override private protected public readonly return satisfies set static super switch this throw try type typeof using var void while with yield"),
        Literals = Language.Words("true false null undefined NaN Infinity"),
        Types = Language.Words("any bigint boolean never number object string symbol unknown"),
        LineComments = ["//"],
        BlockComment = ("/*", "*/"),
        Texts = [new("`", "`", '\\', true), .. Quotes],
        CapitalsAreTypes = true,
        MetaSign = "@",
        NameCharacters = "_$",
    };

    internal static Language Python { get; } = new()
    {
        Keywords = Language.Words("and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return self try type while with yield"),
        Literals = Language.Words("True False None"),
        Types = Language.Words("bool bytes complex dict float frozenset int list object set str tuple"),
        LineComments = ["#"],
        Texts = [new("f\"\"\"", "\"\"\"", '\\', true), new("\"\"\"", "\"\"\"", '\\', true), new("'''", "'''", '\\', true), new("f\"", "\""), new("f'", "'"), new("r\"", "\"", null), new("r'", "'", null), new("b\"", "\""), new("b'", "'"), .. Quotes],
        CapitalsAreTypes = true,
        MetaSign = "@",
    };

    internal static Language Go { get; } = new()
    {
        Keywords = Language.Words("break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var"),
        Literals = Language.Words("true false nil iota"),
        Types = Language.Words("any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr"),
        LineComments = ["//"],
        BlockComment = ("/*", "*/"),
        Texts = [new("`", "`", null, true), .. Quotes],
    };

    internal static Language C { get; } = new()
    {
        Keywords = Language.Words("alignas alignof auto break case catch class co_await co_return co_yield concept const consteval constexpr constinit continue decltype default delete do else enum explicit export extern final for friend goto if inline mutable namespace new noexcept operator override private protected public register requires restrict return sizeof static static_assert static_cast struct switch template this thread_local throw try typedef typename union using virtual volatile while"),
        Literals = Language.Words("true false nullptr NULL"),
        Types = Language.Words("bool char double float int int8_t int16_t int32_t int64_t long short signed size_t ssize_t uint8_t uint16_t uint32_t uint64_t uintptr_t unsigned void wchar_t"),
        LineComments = ["//"],
        BlockComment = ("/*", "*/"),
        Texts = Quotes,
        DirectiveSign = '#',
    };

    internal static Language Java { get; } = new()
    {
        Keywords = Language.Words("abstract assert break case catch class const continue default do else enum extends final finally for goto if implements import instanceof interface native new package permits private protected public record return sealed static strictfp super switch synchronized this throw throws transient try var volatile while yield"),
        Literals = Language.Words("true false null"),
        Types = Language.Words("boolean byte char double float int long short void"),
        LineComments = ["//"],
        BlockComment = ("/*", "*/"),
        Texts = [new("\"\"\"", "\"\"\"", '\\', true), .. Quotes],
        CapitalsAreTypes = true,
        MetaSign = "@",
    };

    internal static Language Shell { get; } = new()
    {
        Keywords = Language.Words("case do done elif else esac export fi for function if in local readonly return select set shift source then trap unset until while"),
        Literals = Language.Words("true false"),
        Types = Language.Words("apt apt-get awk brew cargo cat cd chmod chown cp curl dotnet docker echo env find git grep kill ln ls make mkdir mv node npm npx pnpm printf pwd python rm sed sh ssh sudo tar tee test touch wget xargs"),
        LineComments = ["#"],
        Texts = [new("\"", "\"", '\\', true), new("'", "'", null, true)],
        CallsAreFunctions = false,
        VariableSign = '$',
        NameCharacters = "_-",
    };

    internal static Language Sql { get; } = new()
    {
        Keywords = Language.Words("add all alter and any as asc begin between by case check column commit constraint create cross database default delete desc distinct drop else end exists explain foreign from full grant group having if in index inner insert intersect into is join key left like limit not offset on or order outer primary references returning revoke right rollback select set table then transaction trigger truncate union unique update using values view when where with", ignoresCase: true),
        Literals = Language.Words("true false null", ignoresCase: true),
        Types = Language.Words("bigint blob boolean char date decimal double float int integer json jsonb numeric real serial smallint text time timestamp timestamptz uuid varchar", ignoresCase: true),
        LineComments = ["--"],
        BlockComment = ("/*", "*/"),
        Texts = [new("'", "'", null, true), new("\"", "\"", null)],
        IgnoresCase = true,
    };

    internal static Language Json { get; } = new()
    {
        Literals = Language.Words("true false null"),
        LineComments = ["//"],
        BlockComment = ("/*", "*/"),
        Texts = [new("\"", "\"")],
        TextsMayBeKeys = true,
    };
}
