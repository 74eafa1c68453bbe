using Gingembre.Rendering;

namespace Gingembre;

/// <summary>Whether something holds of a value.</summary>
/// <param name="value">The value.</param>
/// <param name="arguments">What stands behind its name.</param>
/// <param name="scope">Where it is asked.</param>
public delegate bool Test(Value value, CallArguments arguments, CallScope scope);
