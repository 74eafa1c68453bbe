using Cells;

namespace {{Type}}.Contract;

/// <summary>What the cell does for its callers.</summary>
[CellContract("{{name}}")]
public interface I{{Type}}
{
    /// <summary>Greets someone.</summary>
    ValueTask<Greeting> GreetAsync(Person person, CancellationToken cancellation = default);
}

/// <summary>Whom to greet.</summary>
/// <param name="Name">The person's name.</param>
[CellMessage]
public partial record Person(string Name);

/// <summary>A greeting.</summary>
/// <param name="Text">What to say.</param>
/// <param name="Number">The how manieth greeting it is, from 1.</param>
[CellMessage]
public partial record Greeting(string Text, ulong Number);
