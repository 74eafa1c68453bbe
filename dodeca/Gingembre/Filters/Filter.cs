using Gingembre.Rendering;

namespace Gingembre;

/// <summary>Makes another value of a value.</summary>
/// <param name="value">The value that it is applied to.</param>
/// <param name="arguments">What stands in its parentheses.</param>
/// <param name="scope">Where it is applied.</param>
public delegate Value Filter(Value value, CallArguments arguments, CallScope scope);
