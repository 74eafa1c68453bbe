namespace Cells.Nucleus.Supervision;

/// <summary>What was found of a process that serves, and has to be done about it.</summary>
/// <param name="Remedy">What is to be done.</param>
/// <param name="Reason">Why, in one sentence without its full stop.</param>
internal sealed record Finding(Remedy Remedy, string Reason);

/// <summary>What is done about a process.</summary>
internal enum Remedy
{
    /// <summary>It is killed, and another one started.</summary>
    Kill,

    /// <summary>Another one takes over, and it finishes what it can.</summary>
    Replace,

    /// <summary>It finishes what it began, and no other is started before somebody connects.</summary>
    Rest,
}
