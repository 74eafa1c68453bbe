namespace Cells;

/// <summary>
/// The handler failed in a way that its contract declares. Callers that know the declaration get a <see cref="CellFaultException{T}"/>;
/// those whose contract does not have it, or who have none, get this.
/// </summary>
public class CellFaultException : CellException
{
    /// <summary>Creates the error.</summary>
    /// <param name="faultName">The fault's name in the schema.</param>
    /// <param name="image">The fault's image.</param>
    /// <param name="message">What happened.</param>
    public CellFaultException(string faultName, ReadOnlyMemory<byte> image, string message)
        : base(CellErrorCode.Fault, message) => (FaultName, Image) = (faultName, image);

    /// <summary>The fault's name in the schema.</summary>
    public string FaultName { get; }

    /// <summary>The fault's image; empty on the side that throws it.</summary>
    public ReadOnlyMemory<byte> Image { get; }
}
