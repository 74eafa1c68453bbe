namespace Cells.Transports.Links;

/// <summary>A request that the peer provably never had, at the end of a link.</summary>
/// <param name="Call">The call's id.</param>
/// <param name="Image">The request, to be sent again elsewhere; whoever takes it releases it. Null where it is not to be had whole.</param>
public sealed record UntakenRequest(uint Call, ImageBuffer? Image);
