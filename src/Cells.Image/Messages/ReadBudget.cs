namespace Cells.Images;

/// <summary>Bounds what reading an image into owned values may visit, so that a small hostile image cannot become a large value.</summary>
public struct ReadBudget
{
    private long _bytes;
    private int _depth;
    private bool _countsAttachments;
    private List<IDisposable>? _made;

    private ReadBudget(long bytes) => _bytes = bytes;

    /// <summary>The budget for one image: each of its bytes may be visited twice, plus a fixed allowance.</summary>
    public static ReadBudget For(ReadOnlySpan<byte> image) => For(image.Length);

    /// <summary>The budget for an image of that many bytes.</summary>
    public static ReadBudget For(int imageBytes) => new(2L * imageBytes + 1024);

    /// <summary>Enters a nested message.</summary>
    /// <exception cref="ImageException">Deeper than <see cref="ImageLimits.MaxDepth"/>.</exception>
    public void Enter()
    {
        if (++_depth > ImageLimits.MaxDepth)
            throw new ImageException($"The image nests deeper than {ImageLimits.MaxDepth} messages (ImageLimits.MaxDepth).");
    }

    /// <summary>Leaves a nested message.</summary>
    public void Leave() => _depth--;

    /// <summary>Notes something that the value will own, and that nobody owns where reading fails later.</summary>
    public void Made(IDisposable part) => (_made ??= []).Add(part);

    /// <summary>Reading has failed: gives up what was made.</summary>
    internal readonly void GiveUp()
    {
        foreach (IDisposable part in _made ?? [])
            part.Dispose();
    }

    /// <summary>Accounts for bytes that are about to be copied or visited.</summary>
    /// <exception cref="ImageException">The image refers to the same bytes again and again.</exception>
    public void Spend(int bytes)
    {
        _bytes -= bytes;
        if (_bytes < 0)
            SpendOnAttachments();
    }

    /// <summary>What an image refers to outside of itself may be visited as often as what is in it.</summary>
    private void SpendOnAttachments()
    {
        if (!_countsAttachments && ImageAttachments.Current is { } attachments)
        {
            _countsAttachments = true;
            _bytes += 2 * attachments.Bytes;
        }

        if (_bytes < 0)
            throw new ImageException("The image refers to more bytes than it has; its references overlap.");
    }
}
