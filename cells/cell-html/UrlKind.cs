namespace Dodeca.Html;

/// <summary>What an attribute says of URLs.</summary>
internal enum UrlKind
{
    /// <summary>It holds none.</summary>
    None,

    /// <summary>A reader may follow it.</summary>
    Link,

    /// <summary>The page needs what is there.</summary>
    Resource,

    /// <summary>It holds several, of which the page needs one.</summary>
    Set,
}
