namespace Gingembre;

/// <summary>What a value is.</summary>
public enum ValueKind
{
    /// <summary>What a name means that nobody has given a meaning.</summary>
    Undefined,

    /// <summary>Nothing, on purpose.</summary>
    None,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A floating-point number.</summary>
    Float,

    /// <summary>A text.</summary>
    String,

    /// <summary>Values in an order.</summary>
    Sequence,

    /// <summary>Values by keys, in the order in which they were added.</summary>
    Map,

    /// <summary>Something with attributes, or that can be called.</summary>
    Object,
}
