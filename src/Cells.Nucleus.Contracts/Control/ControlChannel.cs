namespace Cells.Nucleus.Contracts;

/// <summary>
/// How a supervisor and its instance meet: what the environment of a supervised process says, and what comes over the inherited
/// socket before the session begins.
/// </summary>
/// <remarks>
/// The supervisor first sends one message: the byte <see cref="ListenerMark"/> with the listening socket's descriptor, twice: one to accept
/// on, and one to keep. After it both sides open an ordinary session over the same socket, the instance serving <see cref="ICellControl"/> and <see cref="ICellProbe"/>, and
/// the supervisor <see cref="ICellSupervision"/>. The end of that socket is the end of the supervisor.
/// <para>
/// An instance that has <see cref="AdoptionVariable"/> in its environment outlives its supervisor: it connects to that socket until the next
/// supervisor is there, and then is the one to send the first message, the same with the listener that it kept. A byte comes back:
/// <see cref="WelcomeMark"/>, and the session begins, or <see cref="DismissalMark"/>, and the instance drains and ends. Without the variable it
/// ends with its supervisor.
/// </para>
/// </remarks>
public static class ControlChannel
{
    /// <summary>The variable that holds the run directory.</summary>
    public const string RunDirectoryVariable = "CELL_RUN_DIR";

    /// <summary>The variable that holds the cell's name.</summary>
    public const string NameVariable = "CELL_NAME";

    /// <summary>The variable that holds the number of the control socket's descriptor; only supervised processes have it.</summary>
    public const string DescriptorVariable = "CELL_CONTROL_FD";

    /// <summary>The variable that holds the path of the socket at which an instance whose supervisor is gone finds the next one; not set where cells end with it.</summary>
    public const string AdoptionVariable = "CELL_ADOPTION_SOCKET";

    /// <summary>The descriptor under which an instance finds its control socket.</summary>
    public const int Descriptor = 3;

    /// <summary>The one byte that accompanies the listener's descriptors.</summary>
    public const byte ListenerMark = (byte)'L';

    /// <summary>The byte by which a supervisor takes over an instance that another one has started.</summary>
    public const byte WelcomeMark = (byte)'W';

    /// <summary>The byte by which it says that it knows nothing of the instance.</summary>
    public const byte DismissalMark = (byte)'D';

    /// <summary>How many descriptors of the listener are handed over.</summary>
    public const int ListenerDescriptors = 2;

    /// <summary>How the supervisor introduces itself in the session's Hello.</summary>
    public const string SupervisorName = "nucleus";
}
