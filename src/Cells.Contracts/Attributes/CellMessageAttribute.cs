namespace Cells;

/// <summary>
/// Marks a partial record as a message: the generator writes its image, its view and its builder. On an abstract record it makes a union
/// of the sealed records that derive from it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class CellMessageAttribute : Attribute
{
    /// <summary>How the message is laid out.</summary>
    public MessageLayout Layout { get; set; }

    /// <summary>Whether a union reads a case that it does not declare as its <c>Unknown</c>, rather than refuse it.</summary>
    public bool Open { get; set; }
}
