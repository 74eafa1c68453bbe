using System.Collections.Concurrent;

namespace Picante.Evaluation;

/// <summary>The state of all inputs between two changes, and what is being computed from it.</summary>
/// <param name="database">The database.</param>
/// <param name="number">Its number; later ones are larger.</param>
internal sealed class Revision(Database database, long number)
{
    /// <summary>The database.</summary>
    internal Database Database => database;

    /// <summary>Its number.</summary>
    internal long Number => number;

    /// <summary>What is being computed.</summary>
    internal ConcurrentDictionary<Node, Flight> Flights { get; } = [];

    /// <summary>Values that newer revisions have replaced already.</summary>
    internal ConcurrentDictionary<Node, Memo> Overtaken { get; } = [];

    /// <summary>Held while it is looked for cycles.</summary>
    internal Lock Waiting { get; } = new();
}
