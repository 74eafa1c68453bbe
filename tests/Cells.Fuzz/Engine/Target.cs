using System.Diagnostics.CodeAnalysis;
using Cells.Fuzz.Mutations;
using Cells.Fuzz.Values;

namespace Cells.Fuzz.Engine;

/// <summary>One message under attack: its probe, and the inputs that reached something new.</summary>
internal sealed class Target
{
    private const int Seeds = 24;
    private const int MaxInputs = 4000;

    private readonly List<byte[]> _inputs = [];
    private readonly byte[] _seen = new byte[Coverage.Edges];
    private readonly Probe _probe;
    private readonly Random _random;
    private readonly Mutator _mutator;
    private readonly GuardedMemory _memory = new(8 * Mutator.MaxBytes);

    public Target(Probe probe, int seed)
    {
        _probe = probe;
        _random = new Random(seed);
        _mutator = new Mutator(_random);
    }

    public string Name => _probe.Name;

    public int Inputs => _inputs.Count;

    public int Edges => _seen.Count(static bits => bits != 0);

    /// <summary>Begins with images of values made at random; each must pass as it is.</summary>
    public bool TrySeed([NotNullWhen(false)] out byte[]? input, [NotNullWhen(false)] out CaseFailedException? failure)
    {
        var values = new RandomValues(_random);
        for (int i = 0; i < Seeds; i++)
        {
            input = _probe.Write(values.Message(_probe.Message));
            if (!TryRun(input, out failure))
                return false;
            _inputs.Add(input.Length <= Mutator.MaxBytes ? input : input[..Mutator.MaxBytes]);
        }

        input = null;
        failure = null;
        return true;
    }

    /// <summary>Makes one more input of those it has, and runs it.</summary>
    public bool TryNext([NotNullWhen(false)] out byte[]? input, [NotNullWhen(false)] out CaseFailedException? failure)
    {
        byte[] made = _mutator.Mutate(_probe.Message, Any(), Any());
        Coverage.Clear();
        bool passed = TryRun(made, out failure);
        if (passed && Coverage.Merge(_seen) && _inputs.Count < MaxInputs)
            _inputs.Add(made);
        input = passed ? null : made;
        return passed;
    }

    /// <summary>Runs an input. It lies where a step outside it ends the process.</summary>
    public bool TryRun(byte[] input, [NotNullWhen(false)] out CaseFailedException? failure)
    {
        Span<byte> image = _memory.Last(input.Length);
        input.CopyTo(image);
        try
        {
            if (_probe.Check(image, isChanging: false) && ImageMap.Violation(_probe.Message, input) is { } violation)
                throw new CaseFailedException("compare", $"an image was read that has {violation}");
            if (!image.SequenceEqual(input))
                throw new CaseFailedException("compare", "the image was written while it was read");
        }
        catch (CaseFailedException found)
        {
            failure = found;
            return false;
        }

        failure = null;
        return true;
    }

    private byte[] Any() => _inputs[_random.Next(_inputs.Count)];
}
