using Cells.Architecture.Tests.Repository;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cells.Architecture.Tests;

/// <summary>Where memory may be touched past the checks of the language: in Cells.Platform and nowhere else.</summary>
public class UnsafeFenceTests
{
    private const string Fenced = "Cells.Platform";
    private const string BannedRule = "RS0030";
    private const string SourceProps = "src/Directory.Build.props";
    private const string BannedSymbols = "src/BannedSymbols.txt";

    /// <summary>What the banned list must contain, whatever else it does.</summary>
    private static readonly string[] MustBeBanned =
    [
        "T:System.Runtime.CompilerServices.Unsafe;",
        "T:System.Runtime.InteropServices.Marshal;",
        "T:System.Runtime.InteropServices.NativeMemory;",
        "T:System.Runtime.InteropServices.NativeLibrary;",
        "T:System.Runtime.InteropServices.DllImportAttribute;",
        "T:System.Runtime.InteropServices.LibraryImportAttribute;",
        "M:System.Runtime.InteropServices.MemoryMarshal.AsRef``1(System.Span{System.Byte});",
        "M:System.Runtime.InteropServices.MemoryMarshal.GetReference``1(System.Span{``0});",
        "M:System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference``1(``0[]);",
    ];

    /// <summary>Where a banned symbol is used all the same: the file, how many times the rule is switched off in it, and why that is right.</summary>
    private static readonly (string Path, int Times, string Reason)[] Exceptions = [];

    [Fact]
    public void Unsafe_blocks_are_allowed_in_the_platform_layer_only()
    {
        Assert.Equal("true", new ProjectFile($"src/{Fenced}/{Fenced}.csproj").Property("AllowUnsafeBlocks"));
        Assert.Equal("false", new ProjectFile(SourceProps).Property("AllowUnsafeBlocks"));
        Violations.ShouldBeNone(
            from file in ProjectFile.All()
            where file.Name != Fenced && !file.Path.StartsWith("tests/", StringComparison.Ordinal)
            where string.Equals(file.Property("AllowUnsafeBlocks"), "true", StringComparison.OrdinalIgnoreCase)
            select file.Path,
            $"Unsafe blocks belong to {Fenced}:");
    }

    [Fact]
    public void No_other_source_is_unsafe_or_calls_native_code()
    {
        Violations.ShouldBeNone(
            SourceFile.OfSource().Where(file => file.Project != Fenced).SelectMany(FindUnsafeCode),
            $"Unsafe and native code belong to {Fenced}:");
    }

    [Fact]
    public void The_banned_symbols_apply_to_every_source_project_but_the_platform_layer()
    {
        var props = new ProjectFile(SourceProps);
        string condition = Assert.Single(props.Items("AdditionalFiles"), item => item.Attribute("Include")?.Value.EndsWith("BannedSymbols.txt", StringComparison.Ordinal) == true)
            .Parent!.Attribute("Condition")!.Value;
        Assert.Equal($"'$(MSBuildProjectName)' != '{Fenced}'", condition);
        Assert.Contains(
            new ProjectFile("Directory.Packages.props").Items("GlobalPackageReference"),
            item => item.Attribute("Include")?.Value == "Microsoft.CodeAnalysis.BannedApiAnalyzers");

        string[] banned = File.ReadAllLines(RepositoryFiles.FullPath(BannedSymbols));
        Violations.ShouldBeNone(
            MustBeBanned.Where(symbol => !banned.Any(line => line.StartsWith(symbol, StringComparison.Ordinal))),
            $"{BannedSymbols} lacks:");
    }

    [Fact]
    public void No_project_switches_the_ban_off()
    {
        Violations.ShouldBeNone(
            from file in ProjectFile.All()
            where !file.Path.StartsWith("tests/", StringComparison.Ordinal)
            where file.Items("NoWarn").Concat(file.Items("WarningsNotAsErrors")).Any(item => item.Value.Contains(BannedRule, StringComparison.Ordinal))
                || file.Items("AdditionalFiles").Any(item => item.Attribute("Remove") is not null)
            select file.Path,
            $"{BannedRule} is switched off, or the list taken away, in:");
        Violations.ShouldBeNone(
            from path in RepositoryFiles.Ending(".editorconfig", ".globalconfig")
            where RepositoryFiles.Read(path).Contains($"dotnet_diagnostic.{BannedRule}", StringComparison.OrdinalIgnoreCase)
            select path,
            $"{BannedRule} keeps its severity, but not in:");
    }

    [Fact]
    public void Each_use_of_a_banned_symbol_is_listed_here_with_its_reason()
    {
        IEnumerable<string> found =
            from file in SourceFile.OfSource()
            where file.Project != Fenced
            let times = CountExceptions(file)
            where times > 0
            select $"{file.Path} ({times})";
        Assert.Equal(Exceptions.Select(exception => $"{exception.Path} ({exception.Times})").Order(StringComparer.Ordinal), found);
        Assert.All(Exceptions, exception => Assert.NotEmpty(exception.Reason));
    }

    private static IEnumerable<string> FindUnsafeCode(SourceFile file) =>
        file.Root.DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.UnsafeKeyword) || token.IsKind(SyntaxKind.ExternKeyword))
            .Select(token => $"{file.At(token)}: {token}")
            .Concat(file.Root.DescendantNodes().OfType<AttributeSyntax>()
                .Where(attribute => attribute.Name.ToString().Split('.')[^1] is "DllImport" or "DllImportAttribute" or "LibraryImport" or "LibraryImportAttribute")
                .Select(attribute => $"{file.At(attribute)}: {attribute.Name}"));

    private static int CountExceptions(SourceFile file)
    {
        int pragmas = file.Root.DescendantTrivia(descendIntoTrivia: true)
            .Where(trivia => trivia.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia))
            .Select(trivia => (PragmaWarningDirectiveTriviaSyntax)trivia.GetStructure()!)
            .Count(pragma => pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword)
                && (pragma.ErrorCodes.Count == 0 || pragma.ErrorCodes.Any(code => code.ToString() == BannedRule)));
        int attributes = file.Root.DescendantNodes().OfType<AttributeSyntax>()
            .Count(attribute => attribute.ToString().Contains(BannedRule, StringComparison.Ordinal));
        return pragmas + attributes;
    }
}
