namespace Cells.Fuzz.Engine;

/// <summary>What one step of a case may use, measured by the size of its input: steps through branches, and bytes allocated.</summary>
internal readonly struct CaseLimits
{
    private const int StepsPerByte = 256;
    private const int StepsAtLeast = 100_000;
    private const int BytesPerByte = 512;
    private const int BytesAtLeast = 256 << 10;

    private readonly string _step;
    private readonly int _imageBytes;
    private readonly long _before;

    private CaseLimits(string step, int imageBytes)
    {
        _step = step;
        _imageBytes = imageBytes;
        _before = GC.GetAllocatedBytesForCurrentThread();
    }

    /// <summary>Begins a step.</summary>
    public static CaseLimits Begin(string step, int imageBytes)
    {
        Coverage.Refuel((long)StepsPerByte * imageBytes + StepsAtLeast);
        return new CaseLimits(step, imageBytes);
    }

    /// <summary>Ends it.</summary>
    /// <exception cref="CaseFailedException">It allocated more than its input allows.</exception>
    public void End()
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
        if (allocated > (long)BytesPerByte * _imageBytes + BytesAtLeast)
            throw new CaseFailedException(_step, $"allocates more than its input allows: {allocated} bytes for an image of {_imageBytes}");
    }
}
