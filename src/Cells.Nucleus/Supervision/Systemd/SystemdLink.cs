using System.Globalization;
using System.Text;
using Cells.Platform;
using Cells.Platform.Native;
using Cells.Platform.Sockets;

namespace Cells.Nucleus.Supervision;

/// <summary>
/// The service manager that started this process (systemd, or whoever speaks its protocols): it is told when the service is ready, hands over listening sockets (sd_listen_fds(3)), and
/// keeps them while the service is started again (sd_notify(3), <c>FDSTORE</c>).
/// </summary>
public sealed class SystemdLink : IDisposable
{
    /// <summary>The variables by which it says where it is and what it hands over. They are not for children.</summary>
    public static readonly IReadOnlyList<string> Variables = [NotifyVariable, ProcessVariable, CountVariable, NamesVariable];

    private const string NotifyVariable = "NOTIFY_SOCKET";
    private const string ProcessVariable = "LISTEN_PID";
    private const string CountVariable = "LISTEN_FDS";
    private const string NamesVariable = "LISTEN_FDNAMES";
    private const int FirstDescriptor = 3;

    private readonly UnixSocket? _notify;
    private readonly Dictionary<string, UnixSocket> _inherited;
    private readonly Lock _gate = new();

    private SystemdLink(UnixSocket? notify, Dictionary<string, UnixSocket> inherited)
    {
        _notify = notify;
        _inherited = inherited;
    }

    /// <summary>The one that started this process; null where none did. Once in a process.</summary>
    /// <exception cref="PlatformException">It says that it is where it is not, or hands over what it does not.</exception>
    public static SystemdLink? FromEnvironment()
    {
        string? path = Environment.GetEnvironmentVariable(NotifyVariable);
        Dictionary<string, UnixSocket> inherited = Inherit();
        return string.IsNullOrEmpty(path) && inherited.Count == 0
            ? null
            : new SystemdLink(string.IsNullOrEmpty(path) ? null : UnixSocket.ConnectDatagram(path), inherited);
    }

    /// <summary>The service serves.</summary>
    /// <param name="status">One line about it, for <c>systemctl status</c>.</param>
    public void Ready(string status) => Notify($"READY=1\nSTATUS={status}\n");

    /// <summary>The service has begun to end.</summary>
    public void Stopping() => Notify("STOPPING=1\n");

    /// <summary>
    /// Whether this process ends because it was told to by a signal, and may be started again at once: whoever connects meanwhile waits at the sockets that are kept, so their files stay.
    /// </summary>
    internal bool MayStartAgain { get; set; }

    /// <summary>The sockets that nobody has taken are closed.</summary>
    public void Dispose()
    {
        foreach (UnixSocket unused in _inherited.Values)
            unused.Dispose();
        _notify?.Dispose();
    }

    /// <summary>Whether a cell's socket was handed over and not taken yet, or is kept for the next start.</summary>
    internal bool Keeps(string cell)
    {
        lock (_gate)
            return MayStartAgain || _inherited.ContainsKey(cell);
    }

    /// <summary>The listening socket of a cell that was handed over; null where none was. Given once.</summary>
    /// <param name="cell">The cell's name, which is the socket's (<c>FileDescriptorName=</c>).</param>
    internal UnixSocket? TakeListener(string cell)
    {
        lock (_gate)
            return _inherited.Remove(cell, out UnixSocket? socket) ? socket : null;
    }

    /// <summary>Gives a cell's listening socket to be kept while this process is started again.</summary>
    internal void Keep(string cell, UnixSocket listener)
    {
        try
        {
            _notify?.SendDescriptors(Encoding.UTF8.GetBytes($"FDSTORE=1\nFDPOLL=0\nFDNAME={cell}\n"), listener.Handle);
        }
        catch (PlatformException)
        {
            // It is gone, or keeps nothing: then nothing is kept.
        }
    }

    /// <summary>A cell's listening socket need not be kept any more.</summary>
    internal void Forget(string cell) => Notify($"FDSTOREREMOVE=1\nFDNAME={cell}\n");

    private void Notify(string message) => _notify?.Send(Encoding.UTF8.GetBytes(message));

    /// <summary>What is meant for this process, by name. A descriptor that is no listening socket, or has a name that another has, is closed.</summary>
    private static Dictionary<string, UnixSocket> Inherit()
    {
        Dictionary<string, UnixSocket> inherited = new(StringComparer.Ordinal);
        if (Number(ProcessVariable) != Environment.ProcessId)
            return inherited;
        string[] names = (Environment.GetEnvironmentVariable(NamesVariable) ?? "").Split(':');
        for (int i = 0; i < Number(CountVariable); i++)
        {
            var socket = new UnixSocket(DescriptorHandle.Inherit(FirstDescriptor + i));
            string name = i < names.Length ? names[i] : "";
            if (!socket.IsListening || !inherited.TryAdd(name, socket))
                socket.Dispose();
        }

        return inherited;
    }

    private static int Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
