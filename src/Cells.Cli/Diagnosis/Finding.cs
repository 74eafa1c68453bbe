namespace Cells.Cli.Diagnosis;

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">What, as a short name.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Found">What is there.</param>
/// <param name="Advice">What to do; empty where nothing need be done.</param>
internal sealed record Finding(string Subject, Severity Severity, string Found, string Advice = "");

/// <summary>How bad a finding is.</summary>
internal enum Severity
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Something works less well, or not in all cases.</summary>
    Warning,

    /// <summary>Cells do not work.</summary>
    Error,
}
