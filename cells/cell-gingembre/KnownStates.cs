namespace Dodeca.Templates;

/// <summary>The state that was last rendered from. What is known of another is forgotten: sites go forward.</summary>
internal sealed class KnownStates
{
    private KnownState _latest = new("");

    /// <summary>What is known of a state; of one without a name nothing, and nobody else will know what is found out.</summary>
    internal KnownState Of(string name)
    {
        KnownState latest = Volatile.Read(ref _latest);
        while (latest.Name != name)
        {
            var state = new KnownState(name);
            if (name.Length == 0)
                return state;
            KnownState before = Interlocked.CompareExchange(ref _latest, state, latest);
            if (before == latest)
                return state;
            latest = before;
        }

        return name.Length == 0 ? new KnownState("") : latest;
    }
}
