namespace Cells.Image.Tests.Golden;

/// <summary>An image that every reader must refuse.</summary>
/// <param name="Name">Its name, and its file's.</param>
/// <param name="Of">The case whose schema it is read by.</param>
/// <param name="Reason">Why it is refused.</param>
/// <param name="Image">Its bytes.</param>
internal sealed record HostileCase(string Name, GoldenCase Of, string Reason, byte[] Image)
{
    /// <summary>What its file holds.</summary>
    public string Text => $"# By the schema of {Of}: {Reason}.\n{GoldenFiles.Hex(Image)}";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
