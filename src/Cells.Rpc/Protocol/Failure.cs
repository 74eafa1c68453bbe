using Cells.Binding;
using Cells.Images;

namespace Cells.Rpc.Protocol;

/// <summary>What went wrong with a call, a session or a connection.</summary>
/// <param name="Code">What kind of failure it is: a <see cref="CellErrorCode"/>.</param>
/// <param name="Message">What happened and what to do.</param>
/// <param name="RemoteType">Where the handler threw: the full name of the exception's type, or the fault's name in the schema.</param>
/// <param name="Fault">Where the method declares what was thrown: the fault's image.</param>
[CellMessage]
public partial record Failure(int Code, string Message, string? RemoteType, byte[]? Fault = null)
{
    /// <summary>The longest message that crosses, in characters; what is longer is cut.</summary>
    public const int MaxMessageLength = 8192;

    /// <summary>What crosses of an exception.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="method">The method whose handler threw it; null where none did.</param>
    public static Failure From(Exception error, MethodDescriptor? method) => error switch
    {
        CellFaultException fault => From(fault, method),
        RemoteException remote => new Failure((int)CellErrorCode.RemoteException, Cut(remote.RemoteMessage), Cut(remote.RemoteType)),
        CellException cell => new Failure((int)cell.Code, Cut(cell.Message), null),
        ImageException image => new Failure((int)CellErrorCode.InvalidPayload, Cut($"An image cannot be read or written: {image.Message}"), null),
        OperationCanceledException => new Failure((int)CellErrorCode.Cancelled, "The handler was cancelled.", null),
        _ => new Failure((int)CellErrorCode.RemoteException, Cut(error.Message), error.GetType().FullName),
    };

    /// <summary>The exception that the other side throws.</summary>
    /// <param name="cell">The cell that was called.</param>
    /// <param name="called">The method that was called; null where none was.</param>
    public CellException ToException(string? cell, MethodDescriptor? called)
    {
        string? method = called?.ToString();
        return Code == (int)CellErrorCode.Fault ? ToFault(cell, called) : ToException(cell, method);
    }

    private CellException ToException(string? cell, string? method) => (CellErrorCode)Code switch
    {
        CellErrorCode.RemoteException => new RemoteException(RemoteType ?? "an exception", Message) { Cell = cell, Method = method },
        CellErrorCode.PeerLost => new PeerLostException(notStarted: false, Message) { Cell = cell, Method = method },
        CellErrorCode code => new CellException(Enum.IsDefined(code) ? code : CellErrorCode.Unknown, Message) { Cell = cell, Method = method },
    };

    private static Failure From(CellFaultException error, MethodDescriptor? method)
    {
        foreach (FaultDescriptor declared in method?.Faults ?? [])
        {
            if (declared.TryWrite(error, out byte[]? image))
                return new Failure((int)CellErrorCode.Fault, Cut(error.Message), declared.Name, image);
        }

        return new Failure((int)CellErrorCode.RemoteException, Cut($"{error.Message} {method} does not declare that it fails with {error.FaultName}; mark it [Fault<{error.FaultName}>]."), error.GetType().FullName);
    }

    private CellFaultException ToFault(string? cell, MethodDescriptor? called)
    {
        byte[] image = Fault ?? [];
        FaultDescriptor? declared = called?.Faults.FirstOrDefault(fault => fault.Name == RemoteType);
        return declared?.Read(image, Message, cell, called?.ToString())
            ?? new CellFaultException(RemoteType ?? "", image, Message) { Cell = cell, Method = called?.ToString() };
    }

    /// <summary>Cuts to the longest that crosses, and replaces lone surrogates, which have no image.</summary>
    private static string Cut(string text)
    {
        string cut = text.Length <= MaxMessageLength ? text : string.Concat(text.AsSpan(0, MaxMessageLength), "…");
        return System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(cut));
    }
}
