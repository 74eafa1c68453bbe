namespace Cells.Bench.Load.Callers;

/// <summary>How an <see cref="EchoCaller"/> calls.</summary>
internal enum EchoMode
{
    /// <summary>Awaits each call and times each.</summary>
    Loop,

    /// <summary>Awaits each call and times some.</summary>
    SampledLoop,

    /// <summary>Rests before each call.</summary>
    Rested,

    /// <summary>Blocks on each call.</summary>
    BlockingLoop,

    /// <summary>Rests before each call and blocks on it.</summary>
    BlockingRested,
}
