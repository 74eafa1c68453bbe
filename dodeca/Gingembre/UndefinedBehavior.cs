namespace Gingembre;

/// <summary>What becomes of names that mean nothing.</summary>
public enum UndefinedBehavior
{
    /// <summary>They are printed as nothing, count as false and have no items; looking for an attribute of one is an error.</summary>
    Lenient,

    /// <summary>The same, and their attributes mean nothing either.</summary>
    Chainable,

    /// <summary>They are an error, unless they are only a condition, or it is asked whether they are defined.</summary>
    SemiStrict,

    /// <summary>They are an error, unless it is asked whether they are defined.</summary>
    Strict,
}
