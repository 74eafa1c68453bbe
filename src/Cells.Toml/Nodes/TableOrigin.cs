namespace Cells.Toml;

/// <summary>How a table came to be, which decides what may still be added to it.</summary>
internal enum TableOrigin
{
    /// <summary>Named only on the way to another table: <c>a</c> in <c>[a.b]</c>. May be defined once.</summary>
    Implied,

    /// <summary>Defined by a header, or the document's root.</summary>
    Header,

    /// <summary>Defined by a dotted key: <c>a</c> in <c>a.b = 1</c>.</summary>
    DottedKey,

    /// <summary>Written in braces, and complete with the closing one.</summary>
    Inline,
}
