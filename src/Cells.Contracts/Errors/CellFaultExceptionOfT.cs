using Cells.Images;

namespace Cells;

/// <summary>A failure that a method declares with <see cref="FaultAttribute{T}"/>: thrown by its handler, and by the call at the caller.</summary>
/// <typeparam name="T">The fault, a message.</typeparam>
public sealed class CellFaultException<T> : CellFaultException
    where T : IImageMessage<T>
{
    /// <summary>Creates the failure.</summary>
    /// <param name="fault">What the caller gets.</param>
    /// <param name="message">What happened, for logs; what the fault says of itself where it is null.</param>
    public CellFaultException(T fault, string? message = null)
        : this(typeof(T).Name, fault, default, message ?? $"The method failed with {fault}.")
    {
    }

    internal CellFaultException(string faultName, T fault, ReadOnlyMemory<byte> image, string message)
        : base(faultName, image, message) => Fault = fault;

    /// <summary>What went wrong.</summary>
    public T Fault { get; }
}
