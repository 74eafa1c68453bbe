using System.Text.RegularExpressions;
using Cells;
using Dodeca.Host;
using Dodeca.Native;

namespace Dodeca.Js;

/// <summary>Rewrites and minifies scripts.</summary>
internal sealed partial class ScriptProcessor : IJs
{
    private static readonly NativeTool Esbuild = new("esbuild", "@esbuild/linux-x64");

    /// <inheritdoc/>
    public async ValueTask<string> RewriteStringLiteralsAsync(Script script, CallContext context = default)
    {
        // Only what could be the address of a file of this site is asked for.
        List<TextLiteral> literals = [.. TextLiterals.Find(script.Js).Where(static literal => literal.Value.StartsWith('/') && literal.Value.Length > 1 && !literal.Value.Contains(' '))];
        if (literals.Count == 0)
            return script.Js;
        List<string> urls = [.. literals.Select(static literal => literal.Value).Distinct(StringComparer.Ordinal)];
        List<ResolvedUrl> resolved = await context.CreateClient<UrlHostClient>().ResolveUrlsAsync(script.Context, urls, context.Cancellation);
        return TextLiterals.Replace(script.Js, literals, urls.Zip(resolved, static (url, target) => (url, target.Url)).ToDictionary(StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    public async ValueTask<string> MinifyAsync(Script script, CancellationToken cancellation = default)
    {
        (int exitCode, string output, string errors) = await Esbuild.RunAsync(["--minify", "--charset=utf8", "--loader=js", "--log-level=error", "--color=false"], script.Js, cancellation);
        return exitCode == 0 ? output.TrimEnd('\n') : throw Fault(script.Path, errors);
    }

    private static CellFaultException<SourceFault> Fault(string path, string errors)
    {
        Match place = Place().Match(errors);
        Match message = Message().Match(errors);
        return new CellFaultException<SourceFault>(new SourceFault(
            path,
            place.Success ? int.Parse(place.Groups["line"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0,
            place.Success ? int.Parse(place.Groups["column"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) + 1 : 0,
            1,
            message.Success ? message.Groups["text"].Value.Trim() : "it is no script",
            null));
    }

    [GeneratedRegex(@"<stdin>:(?<line>\d+):(?<column>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"\[ERROR\](?<text>.*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Message();
}
