namespace Cells;

/// <summary>
/// Says that a contract's method may run twice and come to the same: a client that outlives sessions makes the call again when the peer is lost before the
/// outcome. Without it such a call fails with <see cref="PeerLostException"/>, since it may have run. Part of the schema. Not for methods with streams or tunnels.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class IdempotentAttribute : Attribute;
