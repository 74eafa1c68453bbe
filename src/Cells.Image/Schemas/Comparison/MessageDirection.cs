namespace Cells.Images.Schemas.Comparison;

/// <summary>Which way a message goes.</summary>
public enum MessageDirection
{
    /// <summary>The caller writes it and the cell reads it.</summary>
    Request,

    /// <summary>The cell writes it and the caller reads it.</summary>
    Response,
}
