using Cells.Images;

namespace Cells.Rpc.Protocol;

/// <summary>What went wrong with a call, a session or a connection.</summary>
/// <param name="Code">What kind of failure it is: a <see cref="CellErrorCode"/>.</param>
/// <param name="Message">What happened and what to do.</param>
/// <param name="RemoteType">Where the handler threw: the full name of the exception's type.</param>
[CellMessage]
public partial record Failure(int Code, string Message, string? RemoteType)
{
    /// <summary>The longest message that crosses, in characters; what is longer is cut.</summary>
    public const int MaxMessageLength = 8192;

    /// <summary>What crosses of an exception.</summary>
    public static Failure From(Exception error) => error switch
    {
        RemoteException remote => new Failure((int)CellErrorCode.RemoteException, Cut(remote.RemoteMessage), Cut(remote.RemoteType)),
        CellException cell => new Failure((int)cell.Code, Cut(cell.Message), null),
        ImageException image => new Failure((int)CellErrorCode.InvalidPayload, Cut($"An image cannot be read or written: {image.Message}"), null),
        OperationCanceledException => new Failure((int)CellErrorCode.Cancelled, "The handler was cancelled.", null),
        _ => new Failure((int)CellErrorCode.RemoteException, Cut(error.Message), error.GetType().FullName),
    };

    /// <summary>The exception that the other side throws.</summary>
    public CellException ToException(string? cell, string? method) => (CellErrorCode)Code switch
    {
        CellErrorCode.RemoteException => new RemoteException(RemoteType ?? "an exception", Message) { Cell = cell, Method = method },
        CellErrorCode.PeerLost => new PeerLostException(notStarted: false, Message) { Cell = cell, Method = method },
        CellErrorCode code => new CellException(Enum.IsDefined(code) ? code : CellErrorCode.Unknown, Message) { Cell = cell, Method = method },
    };

    /// <summary>Cuts to the longest that crosses, and replaces lone surrogates, which have no image.</summary>
    private static string Cut(string text)
    {
        string cut = text.Length <= MaxMessageLength ? text : string.Concat(text.AsSpan(0, MaxMessageLength), "…");
        return System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(cut));
    }
}
