namespace Cells.Binding.Streams;

/// <summary>The streams of a call that is made, as the session sees them that it goes over.</summary>
public abstract class CallStreams
{
    /// <summary>The call has its outcome; nothing is sent or received any more.</summary>
    /// <param name="error">What went wrong; null where nothing did.</param>
    public abstract void End(Exception? error);
}
