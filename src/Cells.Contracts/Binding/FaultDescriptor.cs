using System.Diagnostics.CodeAnalysis;
using Cells.Images;

namespace Cells.Binding;

/// <summary>A fault that a method declares, as generated code names it.</summary>
/// <param name="name">Its name in the schema.</param>
public abstract class FaultDescriptor(string name)
{
    /// <summary>Its name in the schema.</summary>
    public string Name { get; } = name;

    /// <summary>The image of what a handler threw. False: it threw something else.</summary>
    public abstract bool TryWrite(CellFaultException error, [NotNullWhen(true)] out byte[]? image);

    /// <summary>What the caller throws.</summary>
    /// <param name="image">The fault's image.</param>
    /// <param name="message">What happened.</param>
    /// <param name="cell">The cell that was called.</param>
    /// <param name="method">The method that was called.</param>
    /// <exception cref="ImageException">The bytes are not an image of the fault.</exception>
    public abstract CellFaultException Read(byte[] image, string message, string? cell, string? method);
}

/// <summary>A fault that a method declares.</summary>
/// <typeparam name="T">The fault.</typeparam>
/// <param name="name">Its name in the schema.</param>
public sealed class FaultDescriptor<T>(string name) : FaultDescriptor(name)
    where T : IImageMessage<T>
{
    /// <inheritdoc/>
    public override bool TryWrite(CellFaultException error, [NotNullWhen(true)] out byte[]? image)
    {
        image = null;
        if (error is not CellFaultException<T> { Fault: var fault })
            return false;
        image = new byte[ImageCodec.Measure(fault)];
        ImageCodec.Write(image, fault);
        return true;
    }

    /// <inheritdoc/>
    public override CellFaultException Read(byte[] image, string message, string? cell, string? method) =>
        new CellFaultException<T>(Name, ImageCodec.Read<T>(image), image, message) { Cell = cell, Method = method };
}
