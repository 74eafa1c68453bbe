namespace Cells.Binding.Streams;

/// <summary>A stream or a tunnel among the arguments of a call that is made.</summary>
public abstract class StreamArgument;
