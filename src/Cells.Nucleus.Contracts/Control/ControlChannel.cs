namespace Cells.Nucleus.Contracts;

/// <summary>
/// How a supervisor and its instance meet: what the environment of a supervised process says, and what comes over the inherited
/// socket before the session begins.
/// </summary>
/// <remarks>
/// The supervisor first sends one message: the byte <see cref="ListenerMark"/> with the listening socket's descriptor. After it both
/// sides open an ordinary session over the same socket, the instance serving <see cref="ICellControl"/> and the supervisor
/// <see cref="ICellSupervision"/>. The end of that socket is the end of the supervisor.
/// </remarks>
public static class ControlChannel
{
    /// <summary>The variable that holds the run directory.</summary>
    public const string RunDirectoryVariable = "CELL_RUN_DIR";

    /// <summary>The variable that holds the cell's name.</summary>
    public const string NameVariable = "CELL_NAME";

    /// <summary>The variable that holds the number of the control socket's descriptor; only supervised processes have it.</summary>
    public const string DescriptorVariable = "CELL_CONTROL_FD";

    /// <summary>The descriptor under which an instance finds its control socket.</summary>
    public const int Descriptor = 3;

    /// <summary>The one byte that accompanies the listener's descriptor.</summary>
    public const byte ListenerMark = (byte)'L';

    /// <summary>How the supervisor introduces itself in the session's Hello.</summary>
    public const string SupervisorName = "nucleus";
}
