namespace Cells.Binding;

/// <summary>The first 128 bits of the SHA-256 of a contract's canonical schema, big-endian.</summary>
/// <param name="Upper">The first 64 of them.</param>
/// <param name="Lower">The others.</param>
/// <remarks>
/// Not a <see cref="UInt128"/>: code that is compiled ahead is thrown away for methods that touch one, and this is compared at every start.
/// </remarks>
public readonly record struct ContractHash(ulong Upper, ulong Lower)
{
    /// <summary>The bits as 32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Upper:x16}{Lower:x16}");
}
