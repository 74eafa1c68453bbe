namespace Cells;

/// <summary>The handler on the other side threw. Its type's name and its message cross; its stack does not.</summary>
public sealed class RemoteException : CellException
{
    /// <summary>Creates the error.</summary>
    /// <param name="remoteType">The full name of the exception's type on the other side.</param>
    /// <param name="remoteMessage">Its message.</param>
    public RemoteException(string remoteType, string remoteMessage)
        : base(CellErrorCode.RemoteException, $"The handler threw {remoteType}: {remoteMessage}")
    {
        RemoteType = remoteType;
        RemoteMessage = remoteMessage;
    }

    /// <summary>The full name of the exception's type on the other side.</summary>
    public string RemoteType { get; }

    /// <summary>The exception's message.</summary>
    public string RemoteMessage { get; }
}
