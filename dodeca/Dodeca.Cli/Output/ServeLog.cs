using System.Globalization;
using Dodeca.Configuration;
using Dodeca.Problems;
using Dodeca.Serving;

namespace Dodeca.Cli.Output;

/// <summary>Says on the terminal what happens while a site is served.</summary>
/// <param name="site">The site.</param>
internal sealed class ServeLog(SiteConfiguration site)
{
    private const int MostNames = 3;

    private readonly Lock _gate = new();
    private Problem? _last;

    internal void Begin(string address)
    {
        string name = site.Title.Length > 0 ? site.Title : Path.GetFileName(Path.TrimEndingDirectorySeparator(site.Folder));
        Print($"{name}: {address}/  (Ctrl-C ends it)");
    }

    internal void Write(ServeEvent happened)
    {
        switch (happened)
        {
            case ServeEvent.Changed changed:
                string more = changed.Paths.Count > MostNames ? string.Create(CultureInfo.InvariantCulture, $" and {changed.Paths.Count - MostNames} more") : "";
                Say($"changed: {string.Join(", ", changed.Paths.Take(MostNames))}{more}");
                break;
            case ServeEvent.Shown shown:
                Say(string.Create(CultureInfo.InvariantCulture, $"{shown.Route} shown {(shown.Patches == 0 ? "anew" : $"with {shown.Patches} {(shown.Patches == 1 ? "patch" : "patches")}")} after {shown.Elapsed.TotalMilliseconds:0} ms"));
                break;
            case ServeEvent.Failed failed when failed.Problem != _last:
                _last = failed.Problem;
                Say($"\n{ProblemText.Of(failed.Problem, site.Folder)}");
                break;
            case ServeEvent.Mended mended:
                _last = null;
                Say($"{mended.Route} is mended");
                break;
            case ServeEvent.Replaced replaced:
                Say($"the cell {replaced.Cell} is replaced");
                break;
            case ServeEvent.Passed passed:
                Say(PassThroughText.Of(passed.PassThrough));
                break;
        }
    }

    internal void Say(string text) => Print($"{DateTime.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {text}");

    private void Print(string text)
    {
        lock (_gate)
            Console.WriteLine(text);
    }
}
