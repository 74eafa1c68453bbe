namespace Dodeca.Markdown.Highlighting;

/// <summary>What a part of code is.</summary>
internal enum TokenKind
{
    /// <summary>Nothing in particular.</summary>
    Plain,

    /// <summary>A word that the language has for itself.</summary>
    Keyword,

    /// <summary>A type.</summary>
    Type,

    /// <summary>A function where it is called or declared.</summary>
    Function,

    /// <summary>A text.</summary>
    String,

    /// <summary>A number, or another literal.</summary>
    Number,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A variable where it is marked as one.</summary>
    Variable,

    /// <summary>A property, a key, an attribute's name.</summary>
    Property,

    /// <summary>The name of an element, a selector, a section.</summary>
    Tag,

    /// <summary>An attribute of C#, Rust or Python, a preprocessor's directive.</summary>
    Meta,

    /// <summary>What was added.</summary>
    Inserted,

    /// <summary>What was removed.</summary>
    Deleted,
}
