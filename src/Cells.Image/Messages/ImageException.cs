namespace Cells.Images;

/// <summary>The one exception for bytes that are not the image they should be, and for values that have no image.</summary>
public sealed class ImageException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public ImageException(string message)
        : base(message)
    {
    }
}
