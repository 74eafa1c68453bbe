namespace Cells.Nucleus.Supervision;

/// <summary>When a cell whose process ended is started again.</summary>
public enum RestartRule
{
    /// <summary>When it crashed or exited with another code than 0.</summary>
    OnFailure,

    /// <summary>However it ended, unless it was asked to.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}

/// <summary>How rules are written.</summary>
public static class RestartRules
{
    /// <summary>The rule of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static RestartRule Parse(string text) => text switch
    {
        "on-failure" => RestartRule.OnFailure,
        "always" => RestartRule.Always,
        "never" => RestartRule.Never,
        _ => throw new ArgumentException($"'{text}' is no restart rule; there are on-failure, always, never.", nameof(text)),
    };
}
