using Dodeca.Host;

namespace Dodeca.Problems;

/// <summary>Something that a site's author has written cannot be built.</summary>
public sealed class SiteException : Exception
{
    /// <summary>Reports a fault.</summary>
    public SiteException(SourceFault fault)
        : base(fault.File.Length == 0 ? fault.Message : $"{fault.File}:{fault.Line}:{fault.Column}: {fault.Message}") => Fault = fault;

    /// <summary>Reports something that is in no place, or in a file as a whole.</summary>
    public SiteException(string message, string? help = null, string file = "")
        : this(new SourceFault(file, 0, 0, 0, message, help))
    {
    }

    /// <summary>What and where.</summary>
    public SourceFault Fault { get; }
}
