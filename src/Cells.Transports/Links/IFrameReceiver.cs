using Cells.Platform.Polling;

namespace Cells.Transports.Links;

/// <summary>What a link calls when something has come.</summary>
public interface IFrameReceiver
{
    /// <summary>
    /// Handles the whole frames at the front of the link's <see cref="FrameLink.Unread"/>, consuming each before it handles it.
    /// Throws <see cref="Frames.FrameException"/> where they are not frames.
    /// </summary>
    ReadOutcome OnFrames();

    /// <summary>Nothing more will come. Called once.</summary>
    /// <param name="error">Why, where it was not the peer's orderly end.</param>
    void OnEnded(Exception? error);

    /// <summary>This thread reads now, in place of one that is stuck in user code called from <see cref="OnFrames"/>.</summary>
    void OnTakenOver();
}
