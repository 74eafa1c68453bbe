namespace Cells;

/// <summary>The base of every error that a call between cells can end with.</summary>
public class CellException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">What kind of failure it is.</param>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">What caused it, where something on this side did.</param>
    public CellException(CellErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>What kind of failure it is.</summary>
    public CellErrorCode Code { get; }

    /// <summary>The name of the cell that was called, where it is known.</summary>
    public string? Cell { get; init; }

    /// <summary>The method that was called, as <c>contract/Method</c>, where there was one.</summary>
    public string? Method { get; init; }
}
