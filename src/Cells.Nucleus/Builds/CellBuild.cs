namespace Cells.Nucleus.Builds;

/// <summary>One build of a program, in a directory that never changes again.</summary>
/// <param name="Id">Names the build by its content.</param>
/// <param name="Directory">Where it is.</param>
/// <param name="Program">The program to run.</param>
/// <param name="IsNew">Whether it was just built, not found.</param>
public sealed record CellBuild(string Id, string Directory, string Program, bool IsNew);
