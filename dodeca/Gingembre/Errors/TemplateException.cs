using System.Text;

namespace Gingembre;

/// <summary>What is wrong with a template, or went wrong when it was rendered.</summary>
public sealed class TemplateException : Exception
{
    private string? _source;

    /// <summary>Something went wrong at a place that is not known yet.</summary>
    /// <param name="reason">What, without a full stop.</param>
    /// <param name="help">What to do; null where that is plain.</param>
    public TemplateException(string reason, string? help = null)
        : base(reason)
    {
        Reason = reason;
        Help = help;
    }

    internal TemplateException(string reason, string template, string source, Span span, string? help = null)
        : this(reason, help) => Locate(template, source, span);

    /// <summary>What is wrong, without where.</summary>
    public string Reason { get; }

    /// <summary>What to do about it; null where that is plain.</summary>
    public string? Help { get; }

    /// <summary>The template's name; null where that is not known.</summary>
    public string? Template { get; private set; }

    /// <summary>Where in its source.</summary>
    public Span Span { get; private set; }

    /// <summary>The line, from 1; 0 where that is not known.</summary>
    public int Line { get; private set; }

    /// <summary>The column in characters, from 1.</summary>
    public int Column { get; private set; }

    /// <summary>Whether the template could not be found, rather than being wrong.</summary>
    public bool IsNotFound { get; init; }

    /// <inheritdoc/>
    public override string Message => Template is null ? Reason : $"{Template}:{Line}:{Column}: {Reason}{(Help is null ? "" : $" ({Help})")}";

    /// <summary>The error with the line that it is in, as it is shown to people.</summary>
    public string Render()
    {
        var text = new StringBuilder($"error: {Reason}\n");
        if (_source is not null)
        {
            string line = LineOf(_source, Span.Start);
            string number = Line.ToString(System.Globalization.CultureInfo.InvariantCulture);
            string margin = new(' ', number.Length);
            int marks = Math.Max(1, Math.Min(Span.Length, line.Length - Column + 1));
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{margin}--> {Template}:{Line}:{Column}\n{margin} |\n{number} | {line}\n{margin} | {new string(' ', Column - 1)}{new string('^', marks)}\n");
        }

        if (Help is not null)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  = help: {Help}\n");
        return text.ToString();
    }

    /// <summary>Says where it is, unless that is known.</summary>
    internal void Locate(string template, string source, Span span)
    {
        if (Template is not null)
            return;
        (Template, _source, Span) = (template, source, span);
        int before = span.Start == 0 ? -1 : source.LastIndexOf('\n', Math.Min(span.Start, source.Length) - 1);
        Line = source.AsSpan(0, Math.Min(span.Start, source.Length)).Count('\n') + 1;
        Column = span.Start - before;
    }

    private static string LineOf(string source, int position)
    {
        position = Math.Min(position, source.Length);
        int start = position == 0 ? 0 : source.LastIndexOf('\n', position - 1) + 1;
        int end = source.IndexOf('\n', start);
        return (end < 0 ? source[start..] : source[start..end]).TrimEnd('\r').Replace('\t', ' ');
    }
}
