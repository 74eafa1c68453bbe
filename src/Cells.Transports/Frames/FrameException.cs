namespace Cells.Transports.Frames;

/// <summary>The peer sent bytes that are not what the protocol allows. Its session ends; no other does.</summary>
/// <param name="message">What it sent and what was allowed.</param>
public sealed class FrameException(string message) : Exception(message);
