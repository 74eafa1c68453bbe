namespace Cells;

/// <summary>What a <see cref="Value"/> is; except for null, its tag on the wire.</summary>
public enum ValueCase
{
    /// <summary>Null.</summary>
    Null = 0,

    /// <summary>True or false.</summary>
    Boolean = 1,

    /// <summary>An integer of 64 bits.</summary>
    Integer = 2,

    /// <summary>A floating-point number of 64 bits.</summary>
    Double = 3,

    /// <summary>A text.</summary>
    String = 4,

    /// <summary>A string of bytes.</summary>
    Bytes = 5,

    /// <summary>A list of values.</summary>
    Array = 6,

    /// <summary>Values by name.</summary>
    Object = 7,
}
