namespace Cells.Images.Dynamic;

/// <summary>JSON does not fit the message that it should become.</summary>
public sealed class JsonImageException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="path">Where in the JSON, such as <c>$.items[2].quantity</c>; empty where the text is not JSON at all.</param>
    /// <param name="problem">What is wrong there.</param>
    /// <param name="inner">What the JSON reader said; null where the JSON itself is fine.</param>
    public JsonImageException(string path, string problem, Exception? inner = null)
        : base(path.Length == 0 ? problem : $"{path}: {problem}", inner) => (Path, Problem) = (path, problem);

    /// <summary>Where in the JSON; empty where the text is not JSON at all.</summary>
    public string Path { get; }

    /// <summary>What is wrong there.</summary>
    public string Problem { get; }
}
