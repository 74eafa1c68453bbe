using {{Type}}.Contract;

namespace {{Type}};

/// <summary>Serves the contract to all callers.</summary>
public sealed class {{Type}}Service : I{{Type}}
{
    private ulong _count;

    /// <inheritdoc/>
    public ValueTask<Greeting> GreetAsync(Person person, CancellationToken cancellation = default) =>
        new(new Greeting($"Hello, {person.Name}!", Interlocked.Increment(ref _count)));
}
