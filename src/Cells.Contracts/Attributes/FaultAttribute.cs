namespace Cells;

/// <summary>
/// Declares how a contract's method can fail: its handler throws <see cref="CellFaultException{T}"/>, and the caller catches the same, with
/// the fault as a value. Part of the schema.
/// </summary>
/// <typeparam name="T">The fault, a message.</typeparam>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class FaultAttribute<T> : Attribute;
