namespace Cells;

/// <summary>Marks a partial record as a message: the generator writes its image, its view and its builder.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class CellMessageAttribute : Attribute
{
    /// <summary>How the message is laid out.</summary>
    public MessageLayout Layout { get; set; }
}
