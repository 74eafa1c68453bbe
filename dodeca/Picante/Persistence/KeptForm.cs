namespace Picante.Persistence;

/// <summary>What a cache has of a value.</summary>
internal enum KeptForm : byte
{
    /// <summary>Only that it is valid.</summary>
    Nothing,

    /// <summary>Its hash.</summary>
    Hash,

    /// <summary>The value.</summary>
    Value,
}
