#pragma warning disable MA0048, CA1812, MA0182

namespace System.Runtime.CompilerServices;

// What C# needs for records and init accessors, and netstandard2.0 does not have.
internal static class IsExternalInit;
