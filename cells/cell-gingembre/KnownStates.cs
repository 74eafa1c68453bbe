namespace Dodeca.Templates;

/// <summary>The state that was last rendered from. What is known of another is forgotten: sites go forward.</summary>
internal sealed class KnownStates
{
    private readonly Lock _gate = new();
    private KnownState _latest = new("");

    /// <summary>What is known of a state; of one without a name nothing, and nobody else will know what is found out.</summary>
    internal KnownState Of(string name)
    {
        if (name.Length == 0)
            return new KnownState(name);
        lock (_gate)
        {
            if (_latest.Name != name)
                _latest = new KnownState(name);
            return _latest;
        }
    }
}
