namespace Cells.Chaos.Watching;

/// <summary>A cell that can be brought to hang, in several ways.</summary>
[CellContract("patient")]
public interface IPatient
{
    /// <summary>Answers at once.</summary>
    ValueTask<PatientId> AnswerAsync(CancellationToken cancellation = default);

    /// <summary>Blocks a thread of the pool for good.</summary>
    ValueTask BlockAsync(CancellationToken cancellation = default);

    /// <summary>Never returns, and does not look at its token.</summary>
    ValueTask GoOnAsync(CancellationToken cancellation = default);

    /// <summary>Lets every thread of the pool compute.</summary>
    ValueTask ComputeAsync(Spell spell, CancellationToken cancellation = default);

    /// <summary>Takes memory.</summary>
    ValueTask TakeAsync(Portion portion, CancellationToken cancellation = default);
}

/// <summary>Who answers.</summary>
[CellMessage]
public readonly partial record struct PatientId(int ProcessId);

/// <summary>For how long.</summary>
[CellMessage]
public readonly partial record struct Spell(int Milliseconds);

/// <summary>How much.</summary>
[CellMessage]
public readonly partial record struct Portion(int MebiBytes);
